package shop

import (
	"fmt"

	"github.com/posthog/posthog-go"
)

const (
	cancelled = "order cancelled"
	placed    = "order placed"
)

func Place(order Order) {
	order.client().Save()
	client.Enqueue(posthog.Capture{DistinctId: order.User, Event: placed})
}

func Print() {
	fmt.Println(cancelled)
}
