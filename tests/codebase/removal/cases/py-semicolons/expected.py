def lane(posthog, user, cart):
    total = cart.total
    cart.load()
    cart.open()
    cart.close(); cart.save()
    return total
