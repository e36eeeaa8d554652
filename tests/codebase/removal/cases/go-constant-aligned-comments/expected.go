package shop

import "github.com/posthog/posthog-go"

const (
	flagGift string = "gift-wrap" // since spring
	flagBox  string = "box"       // for good
)

func Submit(client posthog.Client, cart Cart) {
	cart.Wrap(flagGift, flagBox)
}
