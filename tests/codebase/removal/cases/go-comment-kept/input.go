package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) int {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User}) // asked once
	// the price depends on the flag
	if on == true { // new
		// rounded up
		total := cart.NewPrice()
		cart.Log("a",
			`first
	second`)
		return total + 1
		// never more
	} // end
	return cart.Price()
}
