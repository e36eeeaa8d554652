def tax(posthog, order):
    rate = exact_rate(order)
    note = (
        "exact " +
        order.country
    )
    return rate, note
