package shop

import (
	"github.com/posthog/posthog-go"
)

func Checkout(client posthog.Client, cart Cart) error {
	return submit(cart)
}
