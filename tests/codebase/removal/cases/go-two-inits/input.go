package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	if on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); err == nil && on == true {
		cart.Mark()
	}
	if on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "gift-wrap", DistinctId: cart.User}); err == nil && on == true {
		cart.Wrap()
	}
	if on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); on == true && cart.Ready() {
		cart.Submit()
	}
}
