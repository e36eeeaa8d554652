package shop

import "github.com/posthog/posthog-go"

func Place(client posthog.Client, order Order) {
	order.Save()
}

func Cancel(client posthog.Client, order Order) {
	track(client, order.User, "order cancelled")
}
