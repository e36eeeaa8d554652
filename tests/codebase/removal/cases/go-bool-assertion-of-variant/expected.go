package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if variant.(bool) {
		return cart.NewPrice()
	}
	return cart.Price()
}
