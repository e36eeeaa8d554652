def price(posthog, user, cart):
    match (posthog.get_feature_flag("pricing", user.id), user.member):
        case ("test", True):
            return cart.total * 0.8
        case _:
            return cart.total
