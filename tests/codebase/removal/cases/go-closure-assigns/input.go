package shop

import "github.com/posthog/posthog-go"

func Handler(client posthog.Client, cart Cart) func() {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	off := func() { on = false }
	if on == true {
		cart.Mark()
	}
	return off
}
