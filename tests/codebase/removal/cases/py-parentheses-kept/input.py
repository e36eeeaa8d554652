def lane(posthog, user, cart, more):
    on = posthog.feature_enabled("fast-lane", user.id)
    price = 2 * (cart.net + 1 if on else cart.gross)
    sign = -(cart.a - cart.b if on else 0)
    name = (cart.first or cart.last if on else "").upper()
    same = not (on and cart.a == cart.b)
    both = (cart.a or cart.b if on else None) and cart.c
    one = (cart.a if on else cart.b)
    two = len((cart.a if on else cart.b))
    pick = (cart.f if on else cart.g)(1)
    every = [*(more if on else ())]
    return {**({"a": price} if on else {})}, sign, name, same, both, one, two, pick, every
