"""What PostHog would have said about events at an earlier time: every later arrival taken back.

For a backtest, which asks today's rule about the past. A count by day tells it, and the day of the
look counts whole. Of an event of which only totals are known nothing is known about the past, and
its row is left without a shape.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from scans.dead_events.settings import DeadEventSettings
from scans.evidence.arrivals import EVENT_ARRIVALS
from scans.evidence.definitions import EVENT_DEFINITIONS
from scans.evidence.event_usage import (
    EVENT_USAGE,
    OLDER_EVENT_USAGE,
    EventRow,
    EventUsage,
    end_of_day,
    event_usage,
)
from scans.evidence.readers import EXPERIMENTS, READER_SOURCES
from scans.evidence.sources import Sources
from scans.evidence.times import moment
from scans.model.code import EventCode
from scans.model.documents import Documents, Json

UNTOLD: Json = {"count": None}
"""A row that cannot be read, so that the rule abstains."""


def at(documents: Documents, then: datetime) -> Documents:
    """Return the documents as they would have been at `then` (aware), as far as days tell."""
    then = then.astimezone(UTC)
    kept = dict(documents.documents)
    for source in (EVENT_USAGE, OLDER_EVENT_USAGE):
        usage = _usage(documents, source)
        if usage is not None and then < usage.as_of:
            kept[source] = _counted(usage, then)
    if EVENT_ARRIVALS in kept:
        kept[EVENT_ARRIVALS] = _arrivals(kept[EVENT_ARRIVALS], then)
    for name in (EVENT_DEFINITIONS, *READER_SOURCES):
        if name in kept:
            kept[name] = _listed(kept[name], name, then)
    return replace(documents, documents=kept, now=then)


def sites_at(code: EventCode, then: datetime) -> EventCode:
    """Return the captures whose line was there at `then`, or whose age nobody knows."""
    there = (one for one in code.sites if one.since is None or one.since <= then)
    return code.model_copy(update={"sites": tuple(there)})


def reaches_back_to(documents: Documents, settings: DeadEventSettings) -> datetime | None:
    """Return the time before which no rhythm is left in the count; None if there is no count."""
    usage = _usage(documents)
    if usage is None:
        return None
    read = max((len(row.daily) for row in usage.rows.values() if row.daily), default=0)
    first = usage.last_day - read + 1
    return end_of_day(first + settings.rhythm_window_days - 1)


def present(documents: Documents, then: datetime, settings: DeadEventSettings) -> frozenset[str]:
    """Return the events that arrived shortly before `then`: what was said of them was wrong.

    Shortly is within the days that are never called silence.
    """
    usage = _usage(documents)
    if usage is None:
        return frozenset()
    since = then - timedelta(days=settings.min_silence_days)
    latest = ((name, usage.latest(row)) for name, row in usage.rows.items())
    return frozenset(name for name, seen in latest if seen and since <= seen <= then)


def _usage(documents: Documents, source: str = EVENT_USAGE) -> EventUsage | None:
    sources, declared = Sources(documents, (source,)), documents.complete_by_declaration
    return event_usage(sources, documents.now if declared else None, source)


def _counted(usage: EventUsage, then: datetime) -> Json:
    later = usage.last_day - then.toordinal()
    days = (usage.window_days or 0) - later
    rows = {name: _row(row, then, later) for name, row in usage.rows.items()}
    unreadable = dict.fromkeys(usage.unreadable, UNTOLD)
    shown = {name: row for name, row in rows.items() if row is not None}
    return {
        "as_of": then.isoformat(),
        "window_days": days if days > 0 else None,
        "rows": {**shown, **unreadable},
    }


def _row(row: EventRow, then: datetime, later: int) -> Json | None:
    """Return the row as it was; None if nothing had arrived within the window."""
    if row.daily is None:
        return UNTOLD
    daily = list(row.daily[: max(0, len(row.daily) - later)])
    if not any(daily):
        return None
    silent = next(index for index, count in enumerate(reversed(daily)) if count)
    seen = min(then, end_of_day(then.toordinal() - silent))
    if row.last_seen is not None and row.last_seen <= then:
        seen = row.last_seen
    return {
        "count": sum(daily),
        "first_seen": row.first_seen.isoformat() if row.first_seen else None,
        "last_seen": seen.isoformat(),
        "active_days": sum(1 for count in daily if count),
        "daily": daily,
    }


def _arrivals(document: Json, then: datetime) -> Json:
    rows: object = document.get("rows")
    if not isinstance(rows, dict):
        return document
    named = cast("dict[str, Any]", rows).items()
    return {**document, "rows": {name: _arrival(row, then) for name, row in named}}


def _arrival(row: object, then: datetime) -> object:
    if not isinstance(row, dict):
        return row
    first = moment(cast("Json", row).get("first_seen"))
    later = first is not None and first > then
    return {"count": 0, "first_seen": None, "last_seen": None} if later else cast("Json", row)


def _listed(document: Json, name: str, then: datetime) -> Json:
    """Take items back that were made later, and what was seen or ended later."""
    results: object = document.get("results")
    if not isinstance(results, list):
        return document
    items = list(_made(cast("list[Any]", results), name, then))
    return {**document, "count": len(items), "next": None, "results": items}


def _made(items: list[Any], name: str, then: datetime) -> Iterator[object]:
    for item in items:
        if not isinstance(item, dict):
            yield item
            continue
        fields = cast("Json", item)
        made = moment(fields.get("created_at"))
        if made is not None and made > then:
            continue
        if name == EXPERIMENTS:
            fields = _before(fields, "end_date", then, None)
        elif name == EVENT_DEFINITIONS:
            # What was seen later and made before, was seen when it was made.
            fields = _before(fields, "last_seen_at", then, fields.get("created_at"))
        yield fields


def _before(fields: Json, dated: str, then: datetime, instead: object) -> Json:
    at = moment(fields.get(dated))
    return {**fields, dated: instead} if at is not None and at > then else fields
