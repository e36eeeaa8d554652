package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	value, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	on, ok := value.(bool)
	if err != nil || !ok || !on {
		return cart.Price()
	}
	return cart.NewPrice()
}
