package shop

import "github.com/posthog/posthog-go"

const (
	flagGift     = "gift-wrap"
	flagCheckout = "new-checkout"
)

func Submit(client posthog.Client, cart Cart) {
	cart.Wrap(flagGift)
}
