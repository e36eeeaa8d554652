def tax(posthog, order):
    return (
        exact_rate(
            order,
            country=order.country,
        )
        if posthog.feature_enabled("tax-engine", order.account_id)
        else flat_rate(order)
    )
