package shop

import "github.com/posthog/posthog-go"

func Drain(client posthog.Client, cart Cart) {
	cart.Save()
}
