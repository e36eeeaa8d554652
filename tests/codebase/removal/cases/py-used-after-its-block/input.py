def run(posthog, user):
    with user.lock():
        v2 = posthog.feature_enabled("checkout-v2", user.id)
    return new(user) if v2 else old(user)
