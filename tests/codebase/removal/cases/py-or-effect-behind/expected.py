def theme(posthog, user):
    dark(user)
    return user
