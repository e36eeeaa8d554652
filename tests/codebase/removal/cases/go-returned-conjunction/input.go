package shop

import "github.com/posthog/posthog-go"

func Ready(client posthog.Client, cart Cart) bool {
	on, err := client.IsFeatureEnabled(
		posthog.FeatureFlagPayload{
			Key:        "new-checkout",
			DistinctId: cart.User,
		},
	)
	if err != nil {
		return false
	}
	return cart.Ready() && on == true
}
