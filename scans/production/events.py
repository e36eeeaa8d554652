"""The facts about events, out of the count of arrivals."""

from collections.abc import Collection, Mapping

from scans.evidence.event_usage import EVENT_USAGE, EventRow, EventUsage, event_usage
from scans.evidence.sources import Sources
from scans.model.documents import Documents
from scans.model.finding import ScanResult
from scans.production.facts import EventFacts, Judged, judged

OWN = "PostHog's own events are not counted"
NOTHING_ARRIVED = "no event of the project was counted"
UNREADABLE = "its row in the count cannot be read"


def event_facts(
    documents: Documents, names: Collection[str], result: ScanResult | None
) -> Mapping[str, EventFacts]:
    """Return what is known about each of `names`. Never raises, whatever stands in the documents.

    `result` is what the scan of dead events concluded from the same documents; None if it did not
    run, and then there are no verdicts.
    """
    sources = Sources(documents, (EVENT_USAGE,), required=(EVENT_USAGE,))
    usage = event_usage(sources, documents.now if documents.complete_by_declaration else None)
    why = sources.blind.get(EVENT_USAGE, "")
    if usage is not None and not any(row.seen for row in usage.rows.values()):
        usage, why = None, NOTHING_ARRIVED
    verdicts = _verdicts(result)
    return {name: _facts(name, usage, why, verdicts.get(name)) for name in sorted(set(names))}


def _verdicts(result: ScanResult | None) -> dict[str, Judged]:
    if result is None:
        return {}
    abstained = {
        one.subject: Judged(verdict="inconclusive", reason=one.reason) for one in result.abstained
    }
    return abstained | {one.subject: judged(one) for one in result.findings}


def _facts(name: str, usage: EventUsage | None, why: str, verdict: Judged | None) -> EventFacts:
    if usage is None:
        return EventFacts(name=name, why_unknown=why, judged=verdict)
    if name in usage.unreadable:
        return EventFacts(name=name, why_unknown=UNREADABLE, judged=verdict)
    row = usage.rows.get(name)
    if row is None and name.startswith("$"):
        return EventFacts(name=name, why_unknown=OWN, judged=verdict)
    return _counted(name, usage, row or EventRow(0), verdict)


def _counted(name: str, usage: EventUsage, row: EventRow, verdict: Judged | None) -> EventFacts:
    days = row.daily
    active = row.active_days
    if active is None and days is not None:
        active = sum(count > 0 for count in days)
    return EventFacts(
        name=name,
        known=True,
        count=row.count,
        people_a_day=row.users,
        active_days=active,
        window_days=usage.window_days if days is None else len(days),
        last_seen=row.last_seen,
        as_of=usage.as_of,
        judged=verdict,
    )
