package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	base := cart.Base()
	if on == true {
		base := cart.NewBase()
		cart.Offer(base)
	}
	return base
}
