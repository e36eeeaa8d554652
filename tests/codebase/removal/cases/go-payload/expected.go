package shop

import "github.com/posthog/posthog-go"

func Banner(client posthog.Client, cart Cart) string {
	payload, err := client.GetFeatureFlagPayload(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if err != nil {
		return ""
	}
	return payload
}
