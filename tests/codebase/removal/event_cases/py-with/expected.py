import posthog


def place(order):
    with posthog.new_context():
        posthog.capture("order placed", distinct_id=order.user_id)
    order.save()
