package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	if order.User != "" {
		client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
	}
	if order.Gift {
		order.Wrap()
	} else {
		client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
	}
	order.Ship()
}
