package shop

import "github.com/posthog/posthog-go"

func Load(client posthog.Client, cart Cart) {
	if stock := load(cart); stock.Ready() {
		stock.Reserve()
	}
}
