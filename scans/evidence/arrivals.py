"""Whether an event ever arrived, opened: the answer to a question that was asked of few names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from scans.evidence.sources import NO_ROWS, Sources
from scans.evidence.times import moment
from scans.model.documents import Documents

EVENT_ARRIVALS = "event_arrivals"


def ever_arrived(sources: Sources) -> Mapping[str, bool]:
    """Return, for each event that was asked for, whether it arrived since the beginning of time.

    An answer about a shorter time tells of events that did arrive, and of no other.
    """
    document = sources.document(EVENT_ARRIVALS) or {}
    rows: object = document.get("rows", {})
    if not isinstance(rows, dict):
        sources.blind[EVENT_ARRIVALS] = NO_ROWS
        return {}
    always = document.get("since") is None
    counts = {name: _count(row) for name, row in cast("dict[str, Any]", rows).items()}
    return {
        name: count > 0
        for name, count in counts.items()
        if count is not None and (always or count > 0)
    }


def answered(field: str, documents: Documents, source: str = EVENT_ARRIVALS) -> Mapping[str, Any]:
    """Return an object of an answer, such as its `unasked`; an empty one if it has none."""
    document: Any = documents.documents.get(source)
    if not isinstance(document, dict):
        return {}
    found: object = cast("dict[str, Any]", document).get(field)
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def last_arrivals(documents: Documents) -> Mapping[str, datetime]:
    """Return when each event arrived last, of those that were asked for and did."""
    seen = {name: _last(row) for name, row in answered("rows", documents).items()}
    return {name: at for name, at in seen.items() if at is not None}


def _last(row: object) -> datetime | None:
    return moment(cast("dict[str, Any]", row).get("last_seen")) if isinstance(row, dict) else None


def _count(row: object) -> int | None:
    count: object = cast("dict[str, Any]", row).get("count") if isinstance(row, dict) else None
    return count if type(count) is int else None
