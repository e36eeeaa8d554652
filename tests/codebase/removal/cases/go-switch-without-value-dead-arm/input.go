package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	switch {
	case cart.Empty():
		return 0
	// free while it is new
	case on == true && cart.Big():
		return 0
	case cart.Big():
		return 5
	}
	return 10
}
