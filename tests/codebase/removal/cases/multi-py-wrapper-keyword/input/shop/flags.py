import posthog


def is_on(user, *, flag: str) -> bool:
    return bool(posthog.feature_enabled(flag, user.id))
