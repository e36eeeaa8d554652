package shop

import "github.com/posthog/posthog-go"

func Express(client posthog.Client, cart Cart) bool {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "express", DistinctId: cart.User})
	if cart.Urgent || (on == true && cart.Total > 100) {
		return true
	}
	if cart.Paid && (on == true && !cart.Held) {
		return true
	}
	return false
}
