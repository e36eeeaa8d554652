from app import posthog

DARK = posthog.feature_enabled("night-mode", "server")


def name():
    return "dark" if DARK else "light"
