package shop

import "github.com/posthog/posthog-go"

func Pay(client posthog.Client, cart Cart) error {
	err := cart.Check()
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		receipt, err := cart.Pay()
		if err != nil {
			return err
		}
		receipt.Mail()
	}
	return err
}
