def lane(posthog, user, cart):
	on = posthog.feature_enabled("fast-lane", user.id)
	if on:
		if cart.ready:
			fast(cart,
			     now=True)
		# all of it
		total = cart.total
	else:
		total = 0
	return total
