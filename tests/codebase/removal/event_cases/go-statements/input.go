package shop

import (
	"github.com/posthog/posthog-go"

	"example.com/shop/mail"
)

type Orders struct {
	client posthog.Client
}

func (o *Orders) Place(order Order) {
	defer o.client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
	order.Save()

	// For the weekly report.
	_ = o.client.Enqueue(posthog.Capture{
		DistinctId: order.User,
		Event:      "order placed",
		Properties: posthog.NewProperties().
			Set("total", order.Total).
			Set("lines", len(order.Lines)),
	})
	go o.client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})

	mail.Send(order)
}
