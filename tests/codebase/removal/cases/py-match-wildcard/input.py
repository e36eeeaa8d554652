from shop.prices import cheap, usual


def price(posthog, user, cart):
    variant = posthog.get_feature_flag("pricing", user.id)
    match variant:
        case "test":
            return cheap(cart)
        case None:
            return None
        case _:
            return usual(cart)
    # never here
    return 0
