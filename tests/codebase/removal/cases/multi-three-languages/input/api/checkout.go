package api

import "github.com/posthog/posthog-go"

func Total(client posthog.Client, cart Cart) int {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err == nil && on == true {
		return newTotal(cart)
	}
	return oldTotal(cart)
}
