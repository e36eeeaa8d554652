def label(posthog, user):
    return 1 if posthog.feature_enabled("button-text", user.id) == 1 else 2
