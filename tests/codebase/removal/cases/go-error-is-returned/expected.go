package shop

import "github.com/posthog/posthog-go"

func Enabled(client posthog.Client, cart Cart) (bool, error) {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		cart.Mark()
	}
	return cart.Ready(), err
}
