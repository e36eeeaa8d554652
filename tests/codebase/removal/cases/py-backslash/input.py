def lane(posthog, user, cart):
    if cart.ready and \
            posthog.feature_enabled("fast-lane", user.id):
        fast(cart)
    if posthog.feature_enabled("fast-lane", user.id) and \
            cart.small and \
            cart.paid:
        faster(cart)
    total = cart.total if \
        posthog.feature_enabled("fast-lane", user.id) \
        else 0
    return total
