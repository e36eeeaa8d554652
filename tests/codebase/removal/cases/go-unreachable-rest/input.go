package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) error {
	if on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}); on == true {
		return cart.SubmitNew()
	}

	// the old way
	if err := cart.Check(); err != nil {
		return err
	}
	return cart.Submit()
	// until the new one is there
}
