package shop

import "github.com/posthog/posthog-go"

func Mark(client posthog.Client, carts []Cart, cart Cart) {
	variant, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	for _, each := range carts {
		switch variant {
		case "test":
			if each.Empty() {
				break
			}
			each.Mark()
		}
	}
}
