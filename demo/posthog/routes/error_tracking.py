"""Error tracking: the list of issues, and the query that counts them."""

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from demo.posthog.door import Call
from demo.posthog.events import Event
from demo.posthog.flag_items import iso
from demo.posthog.paging import limit_offset
from demo.posthog.replies import Reply, gap, invalid
from demo.posthog.routes.table import in_project
from demo.posthog.shapes import Json

KIND = "ErrorTrackingQuery"
_REQUIRED = ("dateRange", "orderBy", "volumeResolution")
_KNOWN = {
    *_REQUIRED, "kind", "withAggregations", "withFirstEvent", "withLastEvent", "status",
    "filterTestAccounts", "limit", "offset", "issueId",
}  # fmt: skip
_ORDERS = ("occurrences", "users", "sessions", "last_seen", "first_seen")
_UNITS = {"h": "hours", "d": "days"}


def listed(call: Call) -> Reply:
    """Issues without counts; their ids change when issues are merged."""
    call.query("limit", "offset")
    page = limit_offset(call.request, call.world.story.issues)
    return Reply(page, "error-tracking-issues")


def answer(call: Call, query: Json) -> Reply:
    """Counts by issue; raises `ApiError` for what is missing or what we cannot do."""
    missing = [name for name in _REQUIRED if name not in query]
    if missing:
        raise invalid(f"query.{missing[0]}: Field required", "required")
    unknown = sorted(query.keys() - _KNOWN)
    if unknown:
        raise gap(f"the query option {unknown[0]!r}")
    order = query["orderBy"]
    if order not in _ORDERS:
        raise invalid(f"query.orderBy: {order!r}")
    now = call.world.clock()
    call.world.catch_up()
    since, limit, offset = _since(query, now), query.get("limit", 50), query.get("offset", 0)
    rows = [
        _counted(issue, _of(call, issue, since, now), query, (since, now))
        for issue in call.world.story.issues
        if query.get("status", "all") in {"all", issue["status"]}
    ]
    rows = [row for row in rows if row is not None]
    rows.sort(key=lambda row: _rank(row, order), reverse=True)
    return Reply(_body(rows, limit, offset, now), "error-tracking-issues")


def _since(query: Json, now: datetime) -> datetime:
    asked = re.fullmatch(r"-(\d+)([hd])", str(query["dateRange"].get("date_from")))
    if asked is None:
        raise gap(f"dateRange {query['dateRange']!r}")
    return now - timedelta(**{_UNITS[asked[2]]: int(asked[1])})


def _of(call: Call, issue: Json, since: datetime, until: datetime) -> list[Event]:
    """Its events in the window, oldest first; merged issues count for the one they went into."""
    merged = call.world.merged_issues
    ids = {issue["id"], *(old for old, into in merged.items() if into == issue["id"])}
    return [
        event
        for event in call.world.events()
        if event.name == "$exception"
        and event.properties.get("$exception_issue_id") in ids
        and since <= event.timestamp < until
    ]


def _counted(
    issue: Json, events: Sequence[Event], query: Json, window: tuple[datetime, datetime]
) -> Json | None:
    if not events:
        return None
    properties = events[-1].properties
    sessions = {event.properties.get("$session_id") for event in events} - {None}
    buckets = _buckets(events, query["volumeResolution"], window)
    counts = {
        "occurrences": len(events),
        "users": len({event.distinct_id for event in events}),
        "sessions": len(sessions),
        "volumeRange": [bucket["value"] for bucket in buckets],
        "volume_buckets": buckets,
    }
    sources: list[str] = properties.get("$exception_sources", [])
    functions: list[str] = properties.get("$exception_functions", [])
    return issue | {
        "last_seen": iso(events[-1].timestamp),
        "library": properties.get("$lib"),
        "source": sources[0] if sources else None,
        "function": functions[0] if functions else None,
        "aggregations": counts if query.get("withAggregations") else None,
        "first_event": _shown(events[0]) if query.get("withFirstEvent") else None,
        "last_event": _shown(events[-1]) if query.get("withLastEvent") else None,
    }


def _buckets(events: Sequence[Event], number: int, window: tuple[datetime, datetime]) -> list[Json]:
    since, until = window
    width = (until - since) / max(number, 1)
    counts = [0] * number
    for event in events if number else ():
        counts[min(int((event.timestamp - since) / width), number - 1)] += 1
    return [
        {"label": iso(since + place * width), "value": count} for place, count in enumerate(counts)
    ]


def _shown(event: Event) -> Json:
    """An event whose properties are text that holds JSON."""
    return {
        "uuid": event.uuid,
        "distinct_id": event.distinct_id,
        "timestamp": iso(event.timestamp),
        "properties": json.dumps(event.properties),
    }


def _rank(row: Json, order: str) -> Any:
    if order in {"last_seen", "first_seen"}:
        return row[order]
    counts: Json = row["aggregations"] or {}
    return counts.get(order, 0)


def _body(rows: list[Json], limit: int, offset: int, now: datetime) -> Json:
    return {
        "results": rows[offset : offset + limit],
        "columns": ["error"],
        "hasMore": offset + limit < len(rows),
        "limit": limit,
        "offset": offset,
        "error": None,
        "hogql": None,
        "modifiers": {},
        "timings": None,
        "query_status": None,
        "is_cached": False,
        "cache_key": None,
        "last_refresh": iso(now),
        "next_allowed_client_refresh": iso(now),
    }


ROUTES = (in_project("GET", "error_tracking/issues/", "error_tracking:read", listed),)
