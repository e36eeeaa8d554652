package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	order.Save(limit)
	tellPlaced(client, order)
}
