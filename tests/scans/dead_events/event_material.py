"""What the tests of this scan are made of: a busy project, and events built for one purpose."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from scans.dead_events import DeadEventSettings, EventAssessment, EventCandidate, assess, conclude
from scans.model import (
    CallSite,
    CapturedNames,
    Documents,
    EventCode,
    EventSite,
    Finding,
    Json,
    ScanResult,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETTINGS = DeadEventSettings()
COMPLETE = DeadEventSettings(complete=True)
WINDOW = 180


def ago(days: float) -> str:
    """Return the time so many days before `NOW`, as PostHog writes it."""
    return (NOW - timedelta(days=days)).isoformat()


def silent(days: int, pattern: Sequence[int] = (3,), length: int = WINDOW) -> list[int]:
    """Return counts per day: a pattern, again and again up to its end, and days of nothing."""
    lasting = length - days
    repeated = [*pattern] * (lasting // len(pattern) + 1)
    return [*repeated[len(repeated) - lasting :], *[0] * days]


def row(daily: Sequence[int], **fields: Any) -> Json:
    """Return what is counted of an event that comes at noon, when `NOW` is noon too."""
    since = next((index for index, count in enumerate(reversed(daily)) if count), None)
    counted: Json = {
        "count": sum(daily),
        "users": 2,
        "last_seen": None if since is None else ago(since),
        "active_days": sum(1 for count in daily if count),
        "daily": list(daily),
    }
    return counted | fields


def usage(rows: Mapping[str, Any] | None = None, **fields: Any) -> Json:
    """Return a count; the project is alive in any case, by an event that nobody judges."""
    alive = {"$pageview": row([9] * WINDOW)}
    return {"as_of": ago(0), "window_days": WINDOW, "rows": {**alive, **(rows or {})}, **fields}


def listing(*items: object) -> Json:
    """Return a list response."""
    return {"count": len(items), "next": None, "previous": None, "results": list(items)}


def folder(rows: Mapping[str, Any] | None = None, **documents: Any) -> Documents:
    """Return a folder with this count."""
    files = {"event_usage": usage(rows), **documents}
    return Documents(files, complete_by_declaration=True)


def live(
    rows: Mapping[str, Any] | None = None, blind: Mapping[str, str] | None = None, **documents: Any
) -> Documents:
    """Return what a live project answered; nobody reads it, as far as everyone was asked."""
    names = ("insights", "actions", "cohorts", "experiments", "alerts")
    files = {name: listing() for name in names} | {"event_usage": usage(rows), **documents}
    read = {name: one for name, one in files.items() if name not in (blind or {})}
    return Documents(read, blind=blind or {})


def captured(*names: str, **fields: Any) -> CapturedNames:
    """Return what one repository captures."""
    return CapturedNames(repository="my-org/shop", names=tuple(sorted(names)), **fields)


def capture(name: str = "gone", days: float | None = 60, **fields: Any) -> EventSite:
    """Return one capture that can be taken out, on the default branch for so many days."""
    place = fields.pop("site", {})
    site = CallSite.model_validate(
        {
            "file": "src/a.ts",
            "line": 3,
            "column": 4,
            "end_line": 3,
            "end_column": 40,
            "kind": "event",
            "name": name,
            "method": "capture",
            "language": "typescript",
            **place,
        }
    )
    since = None if days is None else NOW - timedelta(days=days)
    return EventSite.model_validate({"site": site, "since": since, "removable": True, **fields})


def code(*sites: EventSite, repository: str = "my-org/shop") -> EventCode:
    """Return what one repository says about the events that were asked for."""
    return EventCode(repository=repository, sites=sites)


def judge(
    documents: Documents,
    names: Iterable[CapturedNames] = (),
    settings: DeadEventSettings = SETTINGS,
    now: datetime = NOW,
) -> EventAssessment:
    """Assess with the settings of these tests."""
    return assess(documents, list(names), settings, now)


def conclusion(
    documents: Documents,
    names: Sequence[CapturedNames] = (),
    sites: Sequence[EventSite] = (),
    settings: DeadEventSettings = SETTINGS,
    now: datetime = NOW,
) -> ScanResult:
    """Go the whole way."""
    assessment = assess(documents, names, settings, now)
    return conclude(assessment, [code(*sites)] if sites else [], settings, now)


def only(result: ScanResult) -> Finding:
    """Return the only finding."""
    (one,) = result.findings
    return one


def candidate(documents: Documents, names: Iterable[CapturedNames] = ()) -> EventCandidate:
    """Return the only candidate."""
    (one,) = judge(documents, names).candidates
    return one


def verdicts(result: ScanResult) -> dict[str, str]:
    """Return every finding's verdict, and `inconclusive` for what was abstained from."""
    found = {one.subject: one.verdict for one in result.findings}
    return found | {one.subject: "inconclusive" for one in result.abstained}


def insight(event: str, number: int = 1, **fields: Any) -> Json:
    """Return a saved insight that reads one event."""
    series = [{"kind": "EventsNode", "event": event, "name": event}]
    query = {"kind": "InsightVizNode", "source": {"kind": "TrendsQuery", "series": series}}
    return {"id": number, "name": f"Insight {number}", "saved": True, "query": query, **fields}
