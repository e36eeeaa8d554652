package shop

import "github.com/posthog/posthog-go"

func Fee(client posthog.Client, cart Cart) int {
	switch {
	case cart.Empty():
		return 0
	case cart.Big():
		return 5
	}
	return 10
}
