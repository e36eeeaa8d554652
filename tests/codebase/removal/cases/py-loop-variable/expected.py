def theme(posthog, user, themes):
    dark = posthog.feature_enabled("night-mode", user.id)
    for dark in themes:
        show(dark)
    return "dark" if dark else "light"
