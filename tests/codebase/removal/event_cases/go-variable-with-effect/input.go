package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	total := order.Charge()
	client.Enqueue(posthog.Capture{
		DistinctId: order.User,
		Event:      "order placed",
		Properties: posthog.NewProperties().Set("total", total),
	})
}
