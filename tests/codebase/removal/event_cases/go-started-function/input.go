package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	order.Save()
	go func() {
		_ = client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
	}()
}
