def b(posthog, user):
    return posthog.feature_enabled("checkout-v2", user.id)
