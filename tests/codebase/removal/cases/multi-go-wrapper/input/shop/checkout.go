package shop

func Checkout(cart Cart) error {
	if newCheckout(cart.User) {
		return submit(cart)
	}
	return submitOld(cart)
}
