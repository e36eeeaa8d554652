package flags

import (
	"context"

	"github.com/posthog/posthog-go"
)

var Client posthog.Client

// On asks for a flag.
func On(ctx context.Context, key string) bool {
	on, err := Client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: User(ctx)})
	return err == nil && on == true
}

// User names who asks.
func User(ctx context.Context) string {
	return "anonymous"
}
