package shop

import "github.com/posthog/posthog-go"

func Ready(client posthog.Client, cart Cart) bool {
	return cart.Ready()
}
