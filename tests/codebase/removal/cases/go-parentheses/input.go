package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) bool {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if (cart.Big() || cart.Old()) && on == true {
		return !(on == true && cart.Big() == cart.Old())
	}
	return (on == true && cart.Big()) || (on == false || cart.Old()) && cart.Ready()
}
