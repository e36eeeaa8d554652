package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	if order.Gift {
		order.Wrap()
	}
	order.Ship()
}
