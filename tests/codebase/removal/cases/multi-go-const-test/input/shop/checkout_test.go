package shop

import "testing"

func TestCheckout(t *testing.T) {
	client := fakeClient(newCheckout)
	if err := Checkout(client, Cart{}); err != nil {
		t.Fatal(err)
	}
}
