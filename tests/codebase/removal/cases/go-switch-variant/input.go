package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	total := 0
	switch variant {
	case "control":
		total = cart.Price()
	// twice the discount
	case "test", "test-b":
		discount := cart.Discount()
		total = cart.NewPrice() - 2*discount
		// rounded by the caller
	default:
		total = cart.Price()
	}
	return total
}
