package shop

import "github.com/posthog/posthog-go"

const (
	flagGift     = "gift-wrap"
	flagCheckout = "new-checkout"
)

func Submit(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: flagCheckout, DistinctId: cart.User})
	if on == true {
		cart.Wrap(flagGift)
	}
}
