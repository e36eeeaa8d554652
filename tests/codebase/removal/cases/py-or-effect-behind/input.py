def theme(posthog, user):
    if posthog.feature_enabled("night-mode", user.id) or ask(user):
        dark(user)
    if not posthog.feature_enabled("night-mode", user.id) and ask(user):
        light(user)
    return user
