package shop

import "github.com/posthog/posthog-go"

func Scan(client posthog.Client, carts []Cart, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
rows:
	for _, each := range carts {
		for each.Next() {
			if on == true {
				continue rows
			}
			each.Mark()
		}
	}
}
