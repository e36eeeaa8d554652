def label(posthog, user):
    return user.text
