package shop

import "github.com/posthog/posthog-go"

func Scan(client posthog.Client, carts []Cart, cart Cart) {
rows:
	for _, each := range carts {
		for each.Next() {
			if each.Empty() {
				continue rows
			}
			each.Mark()
		}
	}
}
