package shop

import "github.com/posthog/posthog-go"

func Handler(client posthog.Client, cart Cart) func() int {
	return func() int {
		return cart.NewPrice()
	}
}
