def warm_up(posthog, user):
    start(user)

    go(user)
