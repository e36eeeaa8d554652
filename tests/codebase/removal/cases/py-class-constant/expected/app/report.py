from app import flags
from app.client import posthog


def report(user):
    if posthog.feature_enabled(flags.Flags.BULK_EDIT, user.id):
        return bulk(user)
    return draw(user)
