def run(posthog, user):
    while posthog.feature_enabled("checkout-v2", user.id) and user.more():
        user.step()
    else:
        user.stop()
