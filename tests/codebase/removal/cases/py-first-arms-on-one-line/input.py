def theme(posthog, user):
    if posthog.feature_enabled("night-mode", user.id): dark(user)
    elif user.grey: grey(user)  # maybe
    else: light(user)
    return user
