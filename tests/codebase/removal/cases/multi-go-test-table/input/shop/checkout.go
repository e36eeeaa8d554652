package shop

import "github.com/posthog/posthog-go"

func Checkout(client posthog.Client, cart Cart) error {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		return submit(cart)
	}
	return submitOld(cart)
}
