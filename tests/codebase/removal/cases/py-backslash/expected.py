def lane(posthog, user, cart):
    if cart.ready:
        fast(cart)
    if cart.small and \
            cart.paid:
        faster(cart)
    total = cart.total
    return total
