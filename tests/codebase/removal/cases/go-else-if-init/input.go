package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	if cart.Empty() {
		return 0
	} else if on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); err == nil && on == true {
		return 1
	} else if cart.Big() {
		return 2
	}
	return 3
}
