package shop

import "github.com/posthog/posthog-go"

func Rate(client posthog.Client, cart Cart) float64 {
	variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	rate := map[string]float64{"control": 2, "test": 1}[variant.(string)]
	return rate / 3
}
