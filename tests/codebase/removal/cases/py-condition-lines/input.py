def lane(posthog, user, cart):
    if (
        cart.ready
        and posthog.feature_enabled("fast-lane", user.id)
        and cart.paid
    ):
        fast(cart)
    if (
        posthog.feature_enabled(
            "fast-lane",
            user.id,
        )
        and (cart.small or cart.light)
    ):
        small(cart)
    if (cart.ready
            and (not posthog.feature_enabled("fast-lane", user.id)
                 or cart.heavy)):
        heavy(cart)
