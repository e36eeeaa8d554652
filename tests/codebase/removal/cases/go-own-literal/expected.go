package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) {
	debug := true
	if debug {
		trace("new")
	}
	if debug {
		trace("submit")
	}
}
