def lane(posthog, user, cart):
	if cart.ready:
		fast(cart,
		     now=True)
	# all of it
	total = cart.total
	return total
