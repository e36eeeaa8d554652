def run(posthog, user):
    v2 = posthog.feature_enabled("checkout-v2", user.id)
    "Not a docstring."
    return 1 if v2 else 2
