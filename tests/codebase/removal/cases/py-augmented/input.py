def theme(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)
    dark |= user.prefers_dark
    return "dark" if dark else "light"
