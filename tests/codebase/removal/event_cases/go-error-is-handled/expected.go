package shop

import (
	"log"

	"github.com/posthog/posthog-go"
)

func Place(client posthog.Client, order Order) error {
	if err := client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"}); err != nil {
		log.Print(err)
	}
	err := client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
	if err != nil {
		return err
	}
	return client.Enqueue(posthog.Capture{DistinctId: order.User, Event: "order placed"})
}
