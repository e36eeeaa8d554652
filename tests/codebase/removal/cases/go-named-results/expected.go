package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, cart Cart) (total int, err error) {
	total, err = cart.NewPrice()
	return
}
