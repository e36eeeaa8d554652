from __future__ import annotations

import plugins
from app import posthog
from reports.new import export
from reports.old import draw, redraw

__all__ = ["redraw", "report"]


def report(user):
    """Draw or redraw."""
    if not posthog.feature_enabled("report-v2", user.id):
        return redraw(user)
    posthog.capture("report", user.id)
    return export(user, draw)
