import posthog


def place(order):
    properties = {"total": order.total}
    posthog.capture(order.user_id, "order placed", properties)
    order.save()
