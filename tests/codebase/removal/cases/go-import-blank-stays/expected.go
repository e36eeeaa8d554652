package shop

import (
	_ "embed"

	"github.com/posthog/posthog-go"
)

func Submit(client posthog.Client, cart Cart) {
	cart.Submit()
}
