import posthog
helper = object()
def helper2(k):
    posthog.capture("u", k + "_x")
