"""What PostHog knows about the health of events, joined from the documents that were read.

Nothing here judges and nothing here raises: a document without the expected shape makes its source
blind, and a row that cannot be read is set aside by its name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scans.event_health import sources
from scans.event_health.counts import Counts, opened
from scans.event_health.items import ArrivalRow, PairRow, PropertyRow, SessionRow
from scans.event_health.settings import EventHealthSettings
from scans.evidence.deploys import announced
from scans.evidence.event_usage import EventRow, EventUsage, event_usage
from scans.evidence.sources import Sources
from scans.model.code import Deploy
from scans.model.documents import Documents


@dataclass(frozen=True)
class Signals:
    """Everything that the rules of this scan read."""

    usage: EventUsage | None
    properties: Counts[PropertyRow]
    pairs: Counts[PairRow]
    sessions: Counts[SessionRow]
    arrivals: Counts[ArrivalRow]
    deploys: tuple[Deploy, ...]
    """In the order of time, as annotations and other sources tell of them."""
    blind: Mapping[str, str]

    @property
    def arrived(self) -> Mapping[str, EventRow]:
        """Every event of the count; none if that is not known."""
        return self.usage.rows if self.usage else dict[str, EventRow]()

    def judged(self, settings: EventHealthSettings) -> Mapping[str, PropertyRow]:
        """Return the events whose properties were counted, in the order of names."""
        rows = self.properties.rows
        return {name: rows[name] for name in sorted(rows) if settings.judged_event(name)}


def read(documents: Documents, deploys: Iterable[Deploy], now: datetime) -> Signals:
    """Join the documents. Never raises, whatever stands in them."""
    source = Sources(documents, sources.SOURCES)
    usage = event_usage(source, documents.now or now)
    properties = opened(source, documents, sources.PROPERTY_USAGE, PropertyRow)
    pairs = opened(source, documents, sources.PAIR_USAGE, PairRow)
    sessions = opened(source, documents, sources.SESSION_USAGE, SessionRow)
    arrivals = opened(source, documents, sources.EVENT_ARRIVALS, ArrivalRow)
    joined = _joined((*deploys, *_announced(source, documents)))
    return Signals(
        usage=usage,
        properties=properties,
        pairs=pairs,
        sessions=sessions,
        arrivals=arrivals,
        deploys=joined,
        blind=dict(sorted(source.blind.items())),
    )


def _announced(source: Sources, documents: Documents) -> tuple[Deploy, ...]:
    if sources.ANNOTATIONS not in documents.documents:
        return ()
    return announced(source)


def _joined(deploys: Iterable[Deploy]) -> tuple[Deploy, ...]:
    ordered = sorted(deploys, key=lambda one: (one.at, one.sha, one.environment, one.source))
    return tuple(dict.fromkeys(ordered))


def recent_rows(row: EventRow, settings: EventHealthSettings) -> tuple[int, int]:
    """Return the rows of the recent and the earlier days, as far as whole days tell.

    A day more than the recent window has: it does not begin at midnight, and the daily counts do.
    """
    recent, days = settings.recent_days, row.daily or ()
    earlier = max(0, len(days) - recent)
    first = max(0, earlier - settings.baseline_days)
    return sum(days[-recent - 1 :]), sum(days[first:earlier])
