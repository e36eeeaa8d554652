package shop

import "github.com/posthog/posthog-go"

const (
	small        = iota
	flagCheckout = "new-checkout"
	large        = iota
)

func Submit(client posthog.Client, cart Cart) {
	cart.Fit(small, large)
}
