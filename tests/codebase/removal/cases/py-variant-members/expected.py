def label(posthog, user):
    show(user)
    count(user)
    return "Buy now"
