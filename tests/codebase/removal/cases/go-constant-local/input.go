package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	const key = "new-checkout"
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: cart.User})
	if on == true {
		cart.Submit()
	}
}
