package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	total := 0
	// twice the discount
	discount := cart.Discount()
	total = cart.NewPrice() - 2*discount
	// rounded by the caller
	return total
}
