package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	switch variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); variant.(string) {
	case "test":
		return cart.NewPrice()
	default:
		return cart.Price()
	}
}
