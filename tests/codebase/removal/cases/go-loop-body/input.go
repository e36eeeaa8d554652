package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, carts []Cart) error {
	for _, cart := range carts {
		on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
		if err != nil {
			return err
		}
		if on == true {
			price, err := cart.NewPrice()
			if err != nil {
				return err
			}
			cart.Set(price)
		} else {
			cart.Reset()
		}
	}
	return nil
}
