def orders(posthog, user):
    return (
        Order.objects
        .filter(user=user)
        .order_by("id")
        if posthog.feature_enabled("tax-engine", user.id)
        else Order.objects.none()
    )
