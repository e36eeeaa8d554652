package shop

import "github.com/posthog/posthog-go"

var client posthog.Client

func is(key, variant string, cart Cart) bool {
	return variantOf(key, cart) == variant
}

func inTest(key string, cart Cart) bool {
	variant, err := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: key, DistinctId: cart.User})
	return err == nil && variant == "test"
}

func Price(cart Cart) int {
	if inTest("gift-wrap", cart) || inTest("new-checkout", cart) && cart.Big() {
		return cart.NewPrice()
	}
	return cart.Price()
}
