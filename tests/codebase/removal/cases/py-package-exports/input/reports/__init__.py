"""Reports."""

from app import posthog
from reports.new import export
from reports.old import draw


def report(user):
    if posthog.feature_enabled("report-v2", user.id):
        return export(user)
    return draw(user)
