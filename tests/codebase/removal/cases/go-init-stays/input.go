package shop

import "github.com/posthog/posthog-go"

func Load(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if stock := load(cart); on == true && stock.Ready() {
		stock.Reserve()
	}
}
