from __future__ import annotations

import plugins
from app import posthog
from reports.new import export
from reports.old import draw, redraw

__all__ = ["redraw", "report"]


def report(user):
    """Draw or redraw."""
    posthog.capture("report", user.id)
    return export(user, draw)
