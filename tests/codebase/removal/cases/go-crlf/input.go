package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		cart.SubmitNew()
	} else {
		cart.Submit()
	}
}
