package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	if user := Find(order); user.Known {
		client.Enqueue(posthog.Capture{DistinctId: user.ID, Event: "order placed"})
	}
}
