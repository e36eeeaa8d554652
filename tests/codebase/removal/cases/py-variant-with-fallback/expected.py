def label(posthog, user):
    return "Buy now"
