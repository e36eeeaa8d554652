package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, id string) error {
	cart, err := load(id)
	if err != nil {
		return err
	}
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil {
		return err
	}
	if on == true {
		return cart.SubmitNew()
	}
	return cart.Submit()
}
