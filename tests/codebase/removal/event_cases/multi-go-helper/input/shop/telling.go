package shop

import "github.com/posthog/posthog-go"

const limit = 3

// tellPlaced says that an order was placed.
func tellPlaced(client posthog.Client, order Order) {
	client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
}
