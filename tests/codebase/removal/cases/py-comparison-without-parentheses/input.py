def express(posthog, cart, user):
    if cart.urgent or (posthog.feature_enabled("express", user.id) and cart.total > 100):
        return True
    if cart.paid and (posthog.feature_enabled("express", user.id) and not cart.held):
        return True
    return cart.gift or (posthog.feature_enabled("express", user.id) and cart.paid and cart.held)
