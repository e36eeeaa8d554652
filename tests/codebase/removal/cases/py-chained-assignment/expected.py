def theme(posthog, user):
    dark = night = posthog.feature_enabled("night-mode", user.id)
    return "dark" if dark and night else "light"
