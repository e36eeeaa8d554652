package shop

import "testing"

func TestCheckout(t *testing.T) {
	if err := Checkout(allOn(), Cart{}); err != nil {
		t.Fatal(err)
	}
}

func TestOldCheckout(t *testing.T) {
	client := allOn()
	client.OverrideFlag("new-checkout", false)
	if err := Checkout(client, Cart{}); err != nil {
		t.Fatal(err)
	}
}
