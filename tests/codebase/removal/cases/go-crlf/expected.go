package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	cart.SubmitNew()
}
