def price(posthog, user, cart):
    match user.kind:
        case "member":
            factor = 0.8
        case _:
            factor = 1
    return cart.total * factor
