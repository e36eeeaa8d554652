package shop

import "github.com/posthog/posthog-go"

func track(client posthog.Client, user string, event string) {
	if client == nil {
		return
	}
	_ = client.Enqueue(posthog.Capture{DistinctId: user, Event: event})
}
