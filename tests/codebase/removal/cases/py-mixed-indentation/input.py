def lane(posthog, user, cart):
  if posthog.feature_enabled("fast-lane", user.id):
      if cart.ready:
            fast(cart)
      cart.go()
  return cart


def slow(posthog, user, cart):
        if not posthog.feature_enabled("fast-lane", user.id):
                cart.stop()
        else:
                cart.go(
                    now=True)
