package shop

import "github.com/posthog/posthog-go"

var client posthog.Client

func enabled(key string, cart Cart) bool {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: cart.User})
	trace(key)
	return err == nil && on == true
}

func Submit(cart Cart) {
	if enabled("new-checkout", cart) {
		cart.SubmitNew()
	}
}
