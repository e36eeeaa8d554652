DARK = "night-mode"
LIGHT = "day-mode"
FLAGS = {"light": LIGHT}


def theme(posthog, user):
    if posthog.feature_enabled(DARK, user.id) or posthog.feature_enabled(LIGHT, user.id):
        return "dark"
    return FLAGS
