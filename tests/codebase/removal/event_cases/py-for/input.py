import posthog


def place(orders):
    for order in orders.all():
        posthog.capture(order.user_id, "order placed")
