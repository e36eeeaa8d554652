def express(posthog, cart, user):
    if cart.urgent or cart.total > 100:
        return True
    if cart.paid and not cart.held:
        return True
    return cart.gift or (cart.paid and cart.held)
