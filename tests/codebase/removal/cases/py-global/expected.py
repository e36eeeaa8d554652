def load(posthog, user):
    global dark
    dark = posthog.feature_enabled("night-mode", user.id)
    return "dark" if dark else "light"
