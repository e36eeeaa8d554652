def run(posthog, user):
    # The steps, in order.

    # step two
    two(user)
    three(user)  # step three
    # the end
