package shop

import "github.com/posthog/posthog-go"

func Retry(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
again:
	if cart.Busy() {
		goto again
	}
	if on == true {
		cart.Submit()
	}
}
