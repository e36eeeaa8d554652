def price(posthog, user, cart):
    match posthog.get_feature_flag("pricing", user.id):
        case "test" if user.member:
            return cart.total * 0.8
        case "test":
            return cart.total * 0.9
        case _:
            return cart.total
