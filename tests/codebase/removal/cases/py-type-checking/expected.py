from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posthog import Posthog
    from reports.new import Report


def report(posthog: Posthog, user) -> "Report":
    return export(user)
