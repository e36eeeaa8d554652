def theme(posthog, user):
    if user.a:
        one(user)
        # done
    # only there
    else:
        # tried
        if posthog.feature_enabled("night-mode", user.id):
            two(user)
        elif posthog.feature_enabled("night-mode", user.b):
            three(user)

    for row in user.rows:
        show(row)
    else:
        if posthog.feature_enabled("night-mode", user.id):
            two(user)
    if user.b:
        one(user)
    else:
        if posthog.feature_enabled("night-mode", user.id):
            two(user)
        # nothing to do
    return user
