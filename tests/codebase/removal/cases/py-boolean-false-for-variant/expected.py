def theme(posthog, user):
    return "light"
