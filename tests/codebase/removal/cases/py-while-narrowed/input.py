def run(posthog, user):
    v2 = posthog.feature_enabled("checkout-v2", user.id)
    while v2 and user.more():
        user.step()
    else:
        user.stop()
    while user.rest > 0 and not (not v2 or user.done):
        user.rest -= 1
