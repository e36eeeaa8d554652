DARK = "night-mode"
LIGHT = "day-mode"
ALL = [DARK, LIGHT]


def theme(posthog, user):
    if posthog.feature_enabled(DARK, user.id):
        return "dark"
    return "light"
