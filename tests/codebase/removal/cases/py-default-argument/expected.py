from app import posthog


def name(dark=posthog.feature_enabled("night-mode", "server")):
    return "dark" if dark else "light"
