package api

import "github.com/posthog/posthog-go"

func Total(client posthog.Client, cart Cart) int {
	return newTotal(cart)
}
