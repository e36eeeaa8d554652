from app.client import posthog
from app.flags import Flag


def report(user):
    if posthog.feature_enabled(Flag.REPORT_V2, user.id):
        return export(user)
    return draw(user)
