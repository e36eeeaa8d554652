package shop

import "github.com/posthog/posthog-go"

func Title(client posthog.Client, cart Cart) string {
	variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	return map[string]string{"control": cart.Old(), "test": cart.New()}[variant.(string)]
}
