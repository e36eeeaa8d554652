package shop

import "github.com/posthog/posthog-go"

const (
	flagGift = "gift-wrap"
)

func Submit(client posthog.Client, cart Cart) {
	cart.Wrap(flagGift)
}
