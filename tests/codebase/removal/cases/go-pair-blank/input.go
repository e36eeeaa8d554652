package shop

import "github.com/posthog/posthog-go"

func Total(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		return cart.NewTotal()
	}
	return cart.Total()
}
