package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil {
		on = false
	}
	if on == true {
		cart.Submit()
	}
}
