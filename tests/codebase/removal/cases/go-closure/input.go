package shop

import "github.com/posthog/posthog-go"

func Handler(client posthog.Client, cart Cart) func() int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	return func() int {
		if on == true {
			return cart.NewPrice()
		}
		return cart.Price()
	}
}
