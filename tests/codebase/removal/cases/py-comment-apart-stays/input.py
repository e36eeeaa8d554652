def run(posthog, user):
    # The steps, in order.

    # step one
    if posthog.feature_enabled("checkout-v2", user.id):
        one(user)
    # step two
    two(user)
    three(user)  # step three
    if posthog.feature_enabled("checkout-v2", user.id): four(user)  # step four
    # the end
