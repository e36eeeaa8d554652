import posthog

NAMES = {"card": "paid", "cash": "paid in cash"}


def pay(order):
    posthog.capture(order.user_id, NAMES[order.method])
