package shop

import (
	"strconv"

	"github.com/posthog/posthog-go"
)

func Submit(client posthog.Client, cart Cart) {
	id := cart.User
	tenant := cart.Tenant
	on, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{
		Key:        "new-checkout",
		DistinctId: id,
		Groups:     posthog.NewGroups().Set("tenant", strconv.Itoa(tenant)),
	})
	if on == true {
		cart.Submit()
	}
}
