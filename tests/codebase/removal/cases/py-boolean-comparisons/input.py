def label(posthog, user):
    on = posthog.feature_enabled("button-text", user.id)
    if on is True:
        a(user)
    if on == True:  # noqa: E712
        b(user)
    if on is not None and bool(on):
        c(user)
    if not (on is False or on != True):
        d(user)
    if on is None or on is not True:
        e(user)
