package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	if cart.Big() {
		return cart.NewPrice()
	}
	return cart.Price()
}
