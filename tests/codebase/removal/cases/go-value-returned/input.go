package shop

import "github.com/posthog/posthog-go"

func On(client posthog.Client, cart Cart) (interface{}, error) {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	return on, err
}
