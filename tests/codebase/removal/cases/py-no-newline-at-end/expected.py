def lane(posthog, user, cart):
    cart.go()