def tax(posthog, order):
    return exact_rate(
        order,
        country=order.country,
    )
