package shop

import (
	"github.com/posthog/posthog-go"

	"example.com/shop/mail"
)

type Orders struct {
	client posthog.Client
}

func (o *Orders) Place(order Order) {
	order.Save()

	mail.Send(order)
}
