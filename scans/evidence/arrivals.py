"""Whether an event ever arrived, opened: the answer to a question that was asked of few names."""

from collections.abc import Mapping
from typing import Any, cast

from scans.evidence.sources import Sources

EVENT_ARRIVALS = "event_arrivals"


def ever_arrived(sources: Sources) -> Mapping[str, bool]:
    """Return, for each event that was asked for, whether it arrived since the beginning of time.

    An answer about a shorter time tells of events that did arrive, and of no other.
    """
    document = sources.document(EVENT_ARRIVALS) or {}
    rows: object = document.get("rows", {})
    if not isinstance(rows, dict):
        sources.blind[EVENT_ARRIVALS] = "the answer has no object `rows`"
        return {}
    always = document.get("since") is None
    counts = {name: _count(row) for name, row in cast("dict[str, Any]", rows).items()}
    return {
        name: count > 0
        for name, count in counts.items()
        if count is not None and (always or count > 0)
    }


def _count(row: object) -> int | None:
    count: object = cast("dict[str, Any]", row).get("count") if isinstance(row, dict) else None
    return count if type(count) is int else None
