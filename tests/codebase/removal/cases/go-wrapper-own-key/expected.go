package shop

import "github.com/posthog/posthog-go"

var client posthog.Client

func Submit(cart Cart) {
	cart.SubmitNew()
	return
}
