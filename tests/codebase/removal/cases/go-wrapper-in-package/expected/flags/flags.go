package flags

import (
	"context"

	"github.com/posthog/posthog-go"
)

var Client posthog.Client

// User names who asks.
func User(ctx context.Context) string {
	return "anonymous"
}
