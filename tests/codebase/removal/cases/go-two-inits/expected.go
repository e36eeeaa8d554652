package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	cart.Mark()
	if on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "gift-wrap", DistinctId: cart.User}); err == nil && on == true {
		cart.Wrap()
	}
	if cart.Ready() {
		cart.Submit()
	}
}
