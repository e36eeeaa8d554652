package shop

import "github.com/posthog/posthog-go"

func Title(client posthog.Client, cart Cart) string {
	return cart.Title
}
