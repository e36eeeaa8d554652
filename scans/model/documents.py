"""What was read from PostHog, as it came, before anybody judges it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

LISTS = (
    "feature_flags",
    "experiments",
    "event_definitions",
    "property_definitions",
    "activity_log",
    "insights",
    "scheduled_changes",
    "early_access_features",
    "surveys",
    "actions",
    "cohorts",
    "alerts",
)
"""List responses as the API gives them, pages joined in `results`."""

USAGE = ("flag_usage", "event_usage", "property_usage")
"""Our own shape: `{"as_of", "window_days", "rows": {...}}`."""


@dataclass(frozen=True)
class Documents:
    """What a scan reads, from a live project or from an evidence folder.

    `documents` maps a name of `LISTS` or `USAGE` to its JSON object; `blind` maps the name of a
    source that could not be read to the reason. A name in neither is *none of that kind* when
    `complete_by_declaration` (a folder), and *unknown* otherwise (a live source never is complete).
    """

    documents: Mapping[str, Json]
    blind: Mapping[str, str] = field(default_factory=dict[str, str])
    complete_by_declaration: bool = False
    now: datetime | None = None
    """The folder's own `now`, if its `meta.json` fixes one."""
    requests: int = 0
    """HTTP requests it took to read them."""
