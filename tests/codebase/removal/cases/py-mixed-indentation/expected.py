def lane(posthog, user, cart):
  if cart.ready:
        fast(cart)
  cart.go()
  return cart


def slow(posthog, user, cart):
        cart.go(
            now=True)
