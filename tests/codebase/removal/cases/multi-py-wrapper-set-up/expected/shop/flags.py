import logging

import posthog

log = logging.getLogger(__name__)


def is_on(key: str, user) -> bool:
    """Ask PostHog, if it is set up."""
    if not posthog.api_key:
        return False
    try:
        return bool(posthog.feature_enabled(key, str(user.id)))
    except Exception:
        log.exception("flags are away")
        return False
