package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	if on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); err == nil && on == true {
		cart.SubmitNew()
	} else {
		cart.Submit()
	}
}
