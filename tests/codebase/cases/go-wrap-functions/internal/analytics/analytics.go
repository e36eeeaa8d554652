package analytics

import "github.com/posthog/posthog-go"

var client posthog.Client

type Event struct {
	Name  string
	Props map[string]interface{}
}

func Init(token string) {
	client, _ = posthog.NewWithConfig(token, posthog.Config{Endpoint: "x"})
}

func Send(e Event) {
	client.Enqueue(posthog.Capture{DistinctId: "u", Event: e.Name})
}

func Batch(names ...string) {
	for _, name := range names {
		Send(Event{Name: name})
	}
}

func Message(m posthog.Capture) { client.Enqueue(m) }

func Any(m posthog.Message) { client.Enqueue(m) }

func Who(m posthog.Identify) { client.Enqueue(m) }

func NewUI() bool {
	v, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "w-ui"})
	if err != nil {
		return false
	}
	return v == true
}

func Variant(key string) string {
	v, _ := client.GetFeatureFlag(posthog.FeatureFlagPayload{Key: "w_" + key})
	if s, ok := v.(string); ok {
		return s
	}
	return ""
}

func All(who string) map[string]interface{} {
	flags, err := client.GetAllFlags(posthog.FeatureFlagPayloadNoKey{DistinctId: who})
	if err != nil {
		return nil
	}
	return flags
}

func Unused(name string) {
	client.Enqueue(posthog.Capture{Event: name})
}
