from themes import dark


def theme(posthog, user):
    return dark(user, light=user.light)
