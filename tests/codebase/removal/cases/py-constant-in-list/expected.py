DARK = "night-mode"
LIGHT = "day-mode"
ALL = [DARK, LIGHT]


def theme(posthog, user):
    return "dark"
