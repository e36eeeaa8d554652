def build(posthog, user):
    on = posthog.feature_enabled("night-mode", user.id)
    with lock(user) as on:
        go(user, on)
    return 1 if on else 2
