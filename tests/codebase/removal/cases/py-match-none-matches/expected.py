def price(posthog, user, cart):
    total = cart.total

    return total
