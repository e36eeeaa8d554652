"""What could not be looked at: rows that cannot be read, questions that nobody answered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scans.event_health.counts import Counts, Row
from scans.event_health.judged import Unjudged
from scans.event_health.learn import wanted_pairs
from scans.event_health.questions import large_events, still_unread
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import (
    EVENT_ARRIVALS,
    PAIR_USAGE,
    PROPERTY_USAGE,
    SESSION_USAGE,
)
from scans.model.code import MergedChange
from scans.model.documents import Documents

UNREADABLE = "its row of counts cannot be read"
UNASKED = "PostHog could not be asked for it"


ASKED = {
    PROPERTY_USAGE: "coverage",
    PAIR_USAGE: "pairs",
    SESSION_USAGE: "sessions",
    EVENT_ARRIVALS: "arrivals",
}
"""Source to the question that it answers."""


def unread_rows(signals: Signals, settings: EventHealthSettings) -> Iterator[Unjudged]:
    """Yield what a row would have told that is not there, or not in the documented shape."""
    if usage := signals.usage:
        among = len(usage.rows) + len(usage.unreadable)
        for name in filter(settings.judged_event, usage.unreadable):
            yield Unjudged(name, UNREADABLE, "event_usage", among)
    yield from _unread(signals.properties, PROPERTY_USAGE, settings)
    yield from _unread(signals.pairs, PAIR_USAGE, settings)
    yield from _left_out(signals, settings)


def _unread(counts: Counts[Row], source: str, settings: EventHealthSettings) -> Iterator[Unjudged]:
    among = len(counts.rows) + len(counts.unreadable) + len(counts.unasked)
    reasons = {
        **dict.fromkeys(counts.unreadable, (UNREADABLE, source)),
        **{name: (UNASKED, why) for name, why in counts.unasked.items()},
    }
    for name, (cause, detail) in reasons.items():
        if settings.judged_event(name):
            yield Unjudged(name, cause, detail, among)


def _left_out(signals: Signals, settings: EventHealthSettings) -> Iterator[Unjudged]:
    """Yield one entry each for all events and all pairs that were not counted."""
    large = large_events(signals, settings)
    if signals.properties.known:
        count = sum(not signals.properties.answers(name) for name in large)
        full = len(signals.properties.rows) >= settings.max_events
        why = f"max_events is {settings.max_events}" if full else ""
        if count:
            things = "1 event" if count == 1 else f"{count} events"
            yield Unjudged("(more events)", f"the properties of {things} were not counted", why)
    if signals.pairs.known:
        wanted = (pair for pair in wanted_pairs(signals.arrived, settings) if pair.start in large)
        count = sum(not signals.pairs.answers(pair.key) for pair in wanted)
        full = len(signals.pairs.rows) >= settings.max_pairs
        why = f"max_pairs is {settings.max_pairs}" if full else ""
        if count:
            things = "1 pair" if count == 1 else f"{count} pairs"
            yield Unjudged("(more pairs)", f"the balance of {things} was not counted", why)


def unanswered(
    documents: Documents,
    signals: Signals,
    merged: Sequence[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> Mapping[str, str]:
    """Return the sources that had something to answer and were not read, with the reason.

    A folder is complete by declaration: what it does not hold is not known, and nobody is asked.
    """
    absent = {source for source in ASKED if source not in documents.documents}
    if not absent or documents.complete_by_declaration:
        return {}
    left = still_unread(documents, signals, merged, settings, now)
    return {source: "it was not read" for source in absent if getattr(left, ASKED[source])}
