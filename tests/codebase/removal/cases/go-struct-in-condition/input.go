package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true && (cart.Key == Key{ID: 1}) {
		return 1
	}
	return 2
}
