import posthog
def emit(e):
    posthog.capture("u", e)
