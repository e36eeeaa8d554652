package shop

import (
	"example.com/shop/flags"
	"github.com/posthog/posthog-go"
)

func Checkout(client posthog.Client, cart Cart) error {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: flags.NewCheckout, DistinctId: cart.User})
	if err != nil {
		return err
	}
	if on == true {
		return submit(cart)
	}
	return submitOld(cart)
}
