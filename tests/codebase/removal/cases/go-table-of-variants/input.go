package shop

import "github.com/posthog/posthog-go"

func Title(client posthog.Client, cart Cart) string {
	variant, err := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil {
		return ""
	}
	return map[string]string{
		"control": "Checkout",
		"test":    cart.Title,
	}[variant.(string)]
}
