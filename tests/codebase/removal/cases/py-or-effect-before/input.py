def theme(posthog, user):
    if ask(user) or posthog.feature_enabled("night-mode", user.id):
        dark(user)
