package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	if cart.Empty() {
		return 0
	} else {
		return 1
	}
	return 3
}
