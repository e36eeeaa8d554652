package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	base := cart.Base() // without tax
	if on == true {
		factor := cart.Factor() // since 2025
		base *= factor
	}
	return base
}
