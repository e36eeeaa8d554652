def theme(posthog, user):
    dark(user)
    return "dark"
