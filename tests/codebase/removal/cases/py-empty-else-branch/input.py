def theme(posthog, user):
    if user.a:
        one(user)
    elif user.b:
        # only there
        if not posthog.feature_enabled("night-mode", user.id):
            two(user)
    return user
