package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	client.Enqueue(posthog.Capture{DistinctId: order.Next(), Event: "order placed"})
}
