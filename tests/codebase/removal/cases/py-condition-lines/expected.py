def lane(posthog, user, cart):
    if (
        cart.ready
        and cart.paid
    ):
        fast(cart)
    if cart.small or cart.light:
        small(cart)
    if (cart.ready
            and cart.heavy):
        heavy(cart)
