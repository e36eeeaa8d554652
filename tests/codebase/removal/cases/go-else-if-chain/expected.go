package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	fee := 0
	if cart.Big() {
		fee = 2
	} else {
		fee = 4
	}
	return fee
}
