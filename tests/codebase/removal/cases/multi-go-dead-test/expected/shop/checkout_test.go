package shop

import "testing"

func TestCheckout(t *testing.T) {
	if err := Checkout(allOn(), Cart{}); err != nil {
		t.Fatal(err)
	}
}
