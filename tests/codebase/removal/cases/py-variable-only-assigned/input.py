def run(posthog, user):
    uid = str(user.id)
    key = f"user:{uid}"
    v2 = posthog.feature_enabled("checkout-v2", key)
    return user.page
