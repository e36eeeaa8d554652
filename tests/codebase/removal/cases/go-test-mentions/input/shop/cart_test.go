package shop

import "testing"

func TestSubmit(t *testing.T) {
	client := fake(map[string]bool{"new-checkout": true})
	Submit(client, Cart{})
}
