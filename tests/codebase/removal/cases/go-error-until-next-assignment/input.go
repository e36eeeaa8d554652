package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) error {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil {
		return err
	}
	receipt, err := cart.Pay()
	if err != nil {
		return err
	}
	if on == true {
		receipt.Mail()
	}
	return nil
}
