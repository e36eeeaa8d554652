package sync

import "github.com/posthog/posthog-go"

var (
	flagSync = "fast-sync"
	retries  = 3
)

func workers(client posthog.Client, id string) int {
	on, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: flagSync, DistinctId: id})
	if err != nil || on != true {
		return 1
	}
	return retries
}
