package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) error {
	cart, err := normalize(cart)
	if err != nil {
		return err
	}
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true && cart.Big() {
		err = cart.Split()
	}
	return err
}
