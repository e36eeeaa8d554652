package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	fee := 0
	if on == true {
		fee = 1
	} else if cart.Big() {
		fee = 2
	} else if on == true && cart.Empty() {
		fee = 3
	} else {
		fee = 4
	}
	return fee
}
