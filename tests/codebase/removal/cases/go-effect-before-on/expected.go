package shop

import "github.com/posthog/posthog-go"

func Expose(client posthog.Client, cart Cart) {
	if logExposure(cart) {
		cart.SubmitNew()
	}
}
