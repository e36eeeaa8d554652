package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) (total int, err error) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		total, err = cart.NewPrice()
		return
	}
	total, err = cart.Price()
	return
}
