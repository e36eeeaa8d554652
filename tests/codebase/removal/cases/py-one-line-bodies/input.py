def lane(posthog, user, cart):
    if posthog.feature_enabled("fast-lane", user.id): fast(cart); cart.go()
    else: slow(cart); cart.stop()  # both
    if cart.a: a(cart)
    elif posthog.feature_enabled("fast-lane", user.id): b(cart)
    else: c(cart)
    while posthog.feature_enabled("fast-lane", user.id): cart.step()
    if not posthog.feature_enabled("fast-lane", user.id): return cart
    return None
