package shop

import "github.com/posthog/posthog-go"

func Expose(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if logExposure(cart) && on == true {
		cart.SubmitNew()
	}
}
