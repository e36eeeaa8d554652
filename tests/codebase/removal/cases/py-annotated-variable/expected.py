def theme(posthog, user):
    name = user.theme
    name = name + "-dark"
    return name
