def lane(posthog, user, cart):
    cart.go()

    if posthog.feature_enabled("fast-lane", user.id):
        cart.fast()