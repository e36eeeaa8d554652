def context(posthog, user):
    return {
        "user": user,
        "v2": posthog.feature_enabled("checkout-v2", user.id),
    }
