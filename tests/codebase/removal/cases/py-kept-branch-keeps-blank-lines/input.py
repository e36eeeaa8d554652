def run(posthog, user):
    start(user)

    if posthog.feature_enabled("checkout-v2", user.id):
        # first
        one(user)


        # second
        two(user)

        def line():

            return 1

        three(line)

    stop(user)
