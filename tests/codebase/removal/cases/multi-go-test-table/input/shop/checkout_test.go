package shop

import "testing"

func TestCheckout(t *testing.T) {
	for _, flags := range []map[string]bool{
		{"new-checkout": true},
		{"new-checkout": false},
	} {
		if err := Checkout(fake(flags), Cart{}); err != nil {
			t.Fatal(err)
		}
	}
}
