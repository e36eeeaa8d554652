import posthog


def place(order):
    order.save()
    posthog.capture(order.user_id, "order placed")


QUERY = "select count() from events where event = 'order placed'"
