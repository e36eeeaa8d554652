def build(posthog, user):
    on = posthog.feature_enabled("night-mode", user.id)
    from app import on
    return 1 if on else 2
