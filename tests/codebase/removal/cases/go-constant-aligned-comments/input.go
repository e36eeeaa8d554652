package shop

import "github.com/posthog/posthog-go"

const (
	flagGift     string = "gift-wrap"    // since spring
	flagCheckout string = "new-checkout" // until autumn
	flagBox      string = "box"          // for good
)

func Submit(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: flagCheckout, DistinctId: cart.User})
	if on == true {
		cart.Wrap(flagGift, flagBox)
	}
}
