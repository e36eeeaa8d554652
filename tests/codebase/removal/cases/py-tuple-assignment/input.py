def theme(posthog, user):
    dark, name = posthog.feature_enabled("night-mode", user.id), user.theme
    return name if dark else "light"
