import posthog
def track(e, u="u"):
    posthog.capture(u, e)
def flag_on(k):
    return posthog.feature_enabled(k, "u")
def _private(e):
    posthog.capture("u", e)
def public(e):
    posthog.capture("u", e)
__version__ = "1"
