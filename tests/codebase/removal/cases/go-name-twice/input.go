package shop

import "github.com/posthog/posthog-go"

func Mark(client posthog.Client, cart Cart, rows []bool) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	for _, on := range rows {
		if on {
			cart.Mark()
		}
	}
	if on == true {
		cart.Submit()
	}
}
