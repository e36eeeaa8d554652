def a(posthog, user):
    return new(user) if posthog.feature_enabled("checkout-v2", user.id) else old(user)
