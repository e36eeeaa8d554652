package shop

import "github.com/posthog/posthog-go"

const (
	small        = iota
	flagCheckout = "new-checkout"
	large        = iota
)

func Submit(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: flagCheckout, DistinctId: cart.User})
	if on == true {
		cart.Fit(small, large)
	}
}
