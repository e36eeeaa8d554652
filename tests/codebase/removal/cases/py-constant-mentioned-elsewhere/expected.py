LIGHT = "day-mode"
FLAGS = {"light": LIGHT}


def theme(posthog, user):
    return "dark"
