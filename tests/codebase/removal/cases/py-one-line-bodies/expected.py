def lane(posthog, user, cart):
    slow(cart); cart.stop()  # both
    if cart.a: a(cart)
    else: c(cart)
    return cart
