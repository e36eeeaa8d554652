def theme(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)
    if user.prefers_light:
        dark = False
    return "dark" if dark else "light"
