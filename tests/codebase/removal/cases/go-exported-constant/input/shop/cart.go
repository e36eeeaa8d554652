package shop

import (
	"example.com/shop/flags"

	"github.com/posthog/posthog-go"
)

func Submit(client posthog.Client, cart Cart) {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: flags.Checkout, DistinctId: cart.User})
	if err == nil && on == true {
		cart.SubmitNew()
		return
	}
	cart.Submit()
}
