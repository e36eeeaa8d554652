package shop

import "github.com/posthog/posthog-go"

func Mark(client posthog.Client, cart Cart) {
	variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	switch variant {
	case cart.Variant():
		cart.Mark()
	case "test":
		cart.Save()
	}
}
