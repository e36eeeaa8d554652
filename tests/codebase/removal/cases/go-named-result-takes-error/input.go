package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) (total int, err error) {
	var on interface{}
	on, err = client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		total = cart.NewPrice()
	}
	return
}
