package shop

import "github.com/posthog/posthog-go"

func Checkout(client posthog.Client, cart Cart) error {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: newCheckout, DistinctId: cart.User})
	if on == true {
		return submit(cart)
	}
	return submitOld(cart)
}
