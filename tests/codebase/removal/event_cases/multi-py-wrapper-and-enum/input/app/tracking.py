import posthog

from app.events import Event


def track(user_id: str, event: Event, **properties) -> None:
    """Capture, unless the user said no."""
    if not user_id:
        return
    posthog.capture(user_id, event.value, properties)
