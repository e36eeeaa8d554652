package shop

import "github.com/posthog/posthog-go"

var client posthog.Client

// sideRail asks for the rail on the left.
func sideRail(user string) bool {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "side-rail", DistinctId: user})
	return err == nil && on == true
}
