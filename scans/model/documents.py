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
    "annotations",
)
"""List responses as the API gives them, pages joined in `results`."""

USAGE = (
    "flag_usage",
    "event_usage",
    "property_usage",
    "pair_usage",
    "session_usage",
    "event_arrivals",
    "older_event_usage",
    "experiment_results",
)
"""Our own shape: `{"as_of", "window_days", "rows": {...}}`; `docs/evidence.md` has each row's."""

ASKED = (
    "property_usage",
    "pair_usage",
    "session_usage",
    "event_arrivals",
    "older_event_usage",
    "experiment_results",
)
"""Counts of what somebody asked for; the others are of everything there is."""


@dataclass(frozen=True)
class Documents:
    """What a scan reads, from a live project or from an evidence folder.

    `documents` maps a name of `LISTS` or `USAGE` to its JSON object; `blind` maps the name of a
    source that could not be read to the reason. A name in neither is *none of that kind* when
    `complete_by_declaration` (a folder), and *unknown* otherwise (a live source never is complete).
    """

    documents: Mapping[str, Json] = field(repr=False)
    blind: Mapping[str, str] = field(default_factory=dict[str, str])
    complete_by_declaration: bool = False
    now: datetime | None = None
    """The folder's own `now`, if its `meta.json` fixes one."""
    requests: int = 0
    """HTTP requests it took to read them."""
    spared: frozenset[str] = frozenset()
    """Lists that nobody had to read, because every flag states its own links of that kind."""
    opened: dict[object, tuple[Json, object]] = field(
        default_factory=dict[object, tuple[Json, object]], repr=False, compare=False
    )
    """What was made of a document before, by its identity: large ones are opened once in a run."""

    def joined(self, more: "Documents") -> "Documents":
        """Return these documents and what was read later; a later reading wins.

        Counts that are asked for in steps are joined row by row, and within a row field by field.
        """
        blind = {name: why for name, why in self.blind.items() if name not in more.documents}
        return Documents(
            documents={**self.documents, **more.documents, **self._in_steps(more)},
            blind={**blind, **more.blind},
            complete_by_declaration=self.complete_by_declaration,
            now=self.now,
            requests=self.requests + more.requests,
            spared=self.spared | more.spared,
            opened=self.opened,
        )

    def _in_steps(self, more: "Documents") -> dict[str, Json]:
        both = [name for name in ASKED if name in self.documents and name in more.documents]
        return {name: _joined(self.documents[name], more.documents[name]) for name in both}


def _joined(earlier: Json, later: Json) -> Json:
    rows: Json = dict(earlier.get("rows") or {})
    added: Json = later.get("rows") or {}
    for key, row in added.items():
        rows[key] = {**rows.get(key, {}), **row}
    unasked: Json = {**earlier.get("unasked", {}), **later.get("unasked", {})}
    return {**earlier, **later, "rows": rows, **({"unasked": unasked} if unasked else {})}
