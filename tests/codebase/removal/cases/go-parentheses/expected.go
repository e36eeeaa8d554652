package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) bool {
	if cart.Big() || cart.Old() {
		return !(cart.Big() == cart.Old())
	}
	return cart.Big() || cart.Old() && cart.Ready()
}
