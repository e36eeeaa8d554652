def orders(posthog, user):
    return (
        Order.objects
        .filter(user=user)
        .order_by("id")
    )
