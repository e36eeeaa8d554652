def name(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)
    log(f"dark: {dark}")
    return "dark" if dark else "light"
