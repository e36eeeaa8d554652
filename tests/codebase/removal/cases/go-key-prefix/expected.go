package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	mobile, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout-mobile", DistinctId: cart.User})
	if mobile == true {
		cart.Submit()
	}
}
