import posthog


def place(order):
    posthog.capture(order.get_or_create_user().id, "order placed")
    order.save()
