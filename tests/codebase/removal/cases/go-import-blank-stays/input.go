package shop

import (
	_ "embed"
	"fmt"

	"github.com/posthog/posthog-go"
)

func Submit(client posthog.Client, cart Cart) {
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-checkout", DistinctId: cart.User})
	if on == true {
		fmt.Println("new")
	}
	cart.Submit()
}
