package n

import (
	"acme.dev/n/queue"
	"github.com/hibiken/asynq"
	"github.com/posthog/posthog-go"
	ld "github.com/launchdarkly/go-server-sdk/v7"
)

type Capture struct{ Event string }

type FeatureFlagPayload struct{ Key string }

type flags interface {
	IsFeatureEnabled(key string) bool
}

func n(q *asynq.Client, l *ld.LDClient, f flags, ph posthog.Client, own queue.Client, key string) {
	q.Enqueue(asynq.NewTask("n_task", nil))
	l.IsFeatureEnabled("n_ld")
	f.IsFeatureEnabled("n_own")
	own.Enqueue(queue.Capture{Event: "n_queue"})
	q.Enqueue(Capture{Event: "n_local"})
	ph.Enqueue(posthog.Identify{DistinctId: "n_id"})
	ph.Enqueue(posthog.Alias{DistinctId: "n_alias"})
	ph.Close()
	{
		gate := "n_inner"
		_ = gate
	}
	ph.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: gate})
	ph.Enqueue(posthog.Capture{Event: shadow(key)})
	_ = `ph.Enqueue(posthog.Capture{Event: "n_raw"})`
}

const gate = "n-gate"

func shadow(gate string) string { return gate + key() }

func key() string { return os.Getenv("K") }
