from themes import dark, light


def theme(posthog, user):
    if posthog.feature_enabled("night-mode", user.id):
        return dark(user, light=user.light)
    return light(user)
