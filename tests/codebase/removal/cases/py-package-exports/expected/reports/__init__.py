"""Reports."""

from app import posthog
from reports.new import export
from reports.old import draw


def report(user):
    return export(user)
