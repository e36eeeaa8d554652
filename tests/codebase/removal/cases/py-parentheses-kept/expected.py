def lane(posthog, user, cart, more):
    price = 2 * (cart.net + 1)
    sign = -(cart.a - cart.b)
    name = (cart.first or cart.last).upper()
    same = not (cart.a == cart.b)
    both = (cart.a or cart.b) and cart.c
    one = cart.a
    two = len(cart.a)
    pick = cart.f(1)
    every = [*more]
    return {**{"a": price}}, sign, name, same, both, one, two, pick, every
