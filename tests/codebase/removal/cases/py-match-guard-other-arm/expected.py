def price(posthog, user, cart):
    match posthog.get_feature_flag("pricing", user.id):
        case "control":
            return cart.total
        case "test" if user.member:
            return cart.total * 0.8
        case _:
            return cart.total * 0.9
