import posthog
def helper(e):
    posthog.capture("u", e)
