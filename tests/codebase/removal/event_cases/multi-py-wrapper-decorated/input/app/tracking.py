import posthog

from app.limits import counted


@counted
def track(user_id, event):
    posthog.capture(user_id, event)
