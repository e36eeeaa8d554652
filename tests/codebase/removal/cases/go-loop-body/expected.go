package shop

import "github.com/posthog/posthog-go"

func Price(client posthog.Client, carts []Cart) error {
	for _, cart := range carts {
		price, err := cart.NewPrice()
		if err != nil {
			return err
		}
		cart.Set(price)
	}
	return nil
}
