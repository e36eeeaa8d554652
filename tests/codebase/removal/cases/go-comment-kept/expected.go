package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	// the price depends on the flag
	// rounded up
	total := cart.NewPrice()
	cart.Log("a",
		`first
	second`)
	return total + 1
	// never more
}
