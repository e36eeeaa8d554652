def theme(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)
    name = "dark" if dark else "light"
    del dark
    return name
