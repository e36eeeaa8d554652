def run(posthog, user):
    if user.internal:
        v2 = True
    else:
        v2 = posthog.feature_enabled("checkout-v2", user.id)
    return new(user) if v2 else old(user)
