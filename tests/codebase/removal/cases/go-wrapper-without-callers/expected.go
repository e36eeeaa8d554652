package shop

import "github.com/posthog/posthog-go"

func NewCheckout(client posthog.Client, cart Cart) bool {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	return err == nil && on == true
}
