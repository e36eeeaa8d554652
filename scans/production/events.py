"""The facts about events, out of the count of arrivals and what reads them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from scans.dead_events.rule import Verdict
from scans.evidence.event_usage import EVENT_USAGE, EventRow, EventUsage, event_usage
from scans.evidence.readers import READER_SOURCES, Readers
from scans.evidence.sources import Sources
from scans.model.documents import Documents
from scans.model.finding import ScanResult
from scans.production.facts import EventFacts, Judged, ReaderFacts, judged

OWN = "PostHog's own events are not counted"
NOTHING_ARRIVED = "no event of the project was counted"
UNREADABLE = "its row in the count cannot be read"


def event_facts(
    documents: Documents, names: Collection[str], result: ScanResult | None, now: datetime
) -> Mapping[str, EventFacts]:
    """Return what is known about each of `names`. Never raises, whatever stands in the documents.

    `result` is what the scan of dead events concluded from the same documents; None if it did not
    run, and then there are no verdicts.
    """
    project = _Project(documents, result, now)
    return {name: project.event(name) for name in sorted(set(names))}


class _Project:
    """The documents, ready to be asked event by event."""

    def __init__(self, documents: Documents, result: ScanResult | None, now: datetime) -> None:
        sources = Sources(documents, (EVENT_USAGE, *READER_SOURCES), required=(EVENT_USAGE,))
        read_at = documents.now if documents.complete_by_declaration else None
        usage = event_usage(sources, read_at)
        self._unknown = sources.blind.get(EVENT_USAGE, "")
        if usage is not None and not any(row.seen for row in usage.rows.values()):
            usage, self._unknown = None, NOTHING_ARRIVED
        self._usage = usage
        self._readers = Readers(sources, now)
        self._verdicts = _verdicts(result)
        self._judged = result is not None and not result.blind

    def event(self, name: str) -> EventFacts:
        """Return what is known about one event."""
        arrivals = self._arrivals(name)
        return arrivals.model_copy(
            update={
                "judged": self._verdicts.get(name) or self._alive(arrivals),
                "readers": tuple(
                    ReaderFacts(kind=one.kind, name=one.name) for one in self._readers.of(name)
                ),
                "readers_complete": not self._readers.blind,
            }
        )

    def _alive(self, facts: EventFacts) -> Judged | None:
        """What arrived, was judged and is no finding is alive; of the rest nothing is said."""
        alive = self._judged and facts.count and not facts.name.startswith("$")
        return Judged(verdict=Verdict.ALIVE) if alive else None

    def _arrivals(self, name: str) -> EventFacts:
        usage = self._usage
        if usage is None:
            return EventFacts(name=name, why_unknown=self._unknown)
        if name in usage.unreadable:
            return EventFacts(name=name, why_unknown=UNREADABLE)
        row = usage.rows.get(name)
        if row is None and name.startswith("$"):
            return EventFacts(name=name, why_unknown=OWN)
        return _counted(name, usage, row or EventRow(0))


def _verdicts(result: ScanResult | None) -> dict[str, Judged]:
    if result is None:
        return {}
    abstained = {
        one.subject: Judged(verdict="inconclusive", reason=one.reason) for one in result.abstained
    }
    return abstained | {one.subject: judged(one) for one in result.findings}


def _counted(name: str, usage: EventUsage, row: EventRow) -> EventFacts:
    days, active = row.daily, row.active_days
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
    )
