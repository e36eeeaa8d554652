package shop

import "github.com/posthog/posthog-go"

func Express(client posthog.Client, cart Cart) bool {
	if cart.Urgent || cart.Total > 100 {
		return true
	}
	if cart.Paid && !cart.Held {
		return true
	}
	return false
}
