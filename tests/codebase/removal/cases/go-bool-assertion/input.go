package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err == nil && on.(bool) {
		return cart.NewPrice()
	}
	return cart.Price()
}
