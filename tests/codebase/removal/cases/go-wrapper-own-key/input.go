package shop

import "github.com/posthog/posthog-go"

var client posthog.Client

// newCheckout tells whether the new checkout is on.
func newCheckout(cart Cart) bool {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil {
		return false
	}
	return on == true
}

func Submit(cart Cart) {
	if newCheckout(cart) {
		cart.SubmitNew()
		return
	}
	cart.Submit()
}
