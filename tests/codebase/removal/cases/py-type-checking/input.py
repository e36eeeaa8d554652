from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posthog import Posthog
    from reports.old import OldReport
    from reports.new import Report


def report(posthog: Posthog, user) -> "Report":
    if posthog.feature_enabled("report-v2", user.id):
        return export(user)
    old: OldReport = draw(user)
    return old.convert()
