package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	variant, err := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil || variant == "control" {
		return cart.Price()
	}
	if variant == "test" && cart.Big() {
		return cart.NewPrice()
	}
	return cart.Price()
}
