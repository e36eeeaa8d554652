def theme(posthog, user, rows):
    return user
