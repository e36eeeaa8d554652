def page(posthog, user):
    dark = posthog.feature_enabled("night-mode", user.id)
    body = "dark" if dark else "light"
    return TEMPLATE.format(**locals())
