import posthog


def place(order):
    order.message = posthog.capture(order.user_id, "order placed")
    return posthog.capture(order.user_id, "order placed")
