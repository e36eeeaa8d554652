def run(posthog, user):
    start(user)

    # first
    one(user)


    # second
    two(user)

    def line():

        return 1

    three(line)

    stop(user)
