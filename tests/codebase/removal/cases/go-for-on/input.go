package shop

import "github.com/posthog/posthog-go"

func Drain(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	for on == true {
		if !cart.Next() {
			break
		}
	}
}
