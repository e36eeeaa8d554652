def price(posthog, user, cart):
    match user.kind:
        case "member":
            match posthog.get_feature_flag("pricing", user.id):
                case "test":
                    factor = 0.8
                case _:
                    factor = 0.9
        case _:
            factor = 1
    return cart.total * factor
