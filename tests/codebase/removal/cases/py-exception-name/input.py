def build(posthog, user):
    on = posthog.feature_enabled("night-mode", user.id)
    try:
        go(user)
    except ValueError as on:
        log(on)
    return 1 if on else 2
