package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	if on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); on == true && cart.Ready() {
		cart.Submit()
	}
}
