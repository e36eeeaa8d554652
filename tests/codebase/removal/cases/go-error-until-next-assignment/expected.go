package shop

import "github.com/posthog/posthog-go"

func Submit(client posthog.Client, cart Cart) error {
	receipt, err := cart.Pay()
	if err != nil {
		return err
	}
	receipt.Mail()
	return nil
}
