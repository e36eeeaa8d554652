def page(posthog, user):
    return PALETTES[int(posthog.feature_enabled("night-mode", user.id))]
