import posthog


def place(order):
    if order.user and not order.test:
        posthog.capture(order.user_id, "order placed")
    if order.gift:
        order.wrap()
    else:
        # Plain ones.
        posthog.capture(order.user_id, "order placed", {"gift": False})
    if order.paid:
        order.ship()
    elif order.user:
        posthog.capture(order.user_id, "order placed", {"paid": False})
    return order
