def tax(posthog, order):
    rate = (
        exact_rate(order)
        if posthog.feature_enabled("tax-engine", order.account_id)
        else flat_rate(order)
    )
    note = (
        "exact " +
        order.country
        if posthog.feature_enabled("tax-engine", order.account_id)
        else "flat"
    )
    return rate, note
