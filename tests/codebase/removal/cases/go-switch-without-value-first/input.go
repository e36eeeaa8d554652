package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) error {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	switch {
	case err != nil:
		return err
	case on == true:
		return cart.SubmitNew()
	default:
		return cart.Submit()
	}
}
