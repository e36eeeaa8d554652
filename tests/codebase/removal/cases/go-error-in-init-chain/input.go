package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) error {
	if on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); err != nil {
		return err
	} else if on == true {
		return cart.SubmitNew()
	} else {
		return cart.Submit()
	}
}
