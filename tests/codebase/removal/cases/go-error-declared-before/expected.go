package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, id string) error {
	cart, err := load(id)
	if err != nil {
		return err
	}
	return cart.SubmitNew()
}
