"""What is still unread: asked in two steps, because the second depends on the first's answers.

First come the properties of events with enough rows, and what merged changes began to send. Then
the hours of a property that dropped, the sessions of what may be a chain, and pairs, joined by an
id where both events carry one. Whatever was answered, or could not be, is not asked again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from scans.event_health.awaited import looked_at
from scans.event_health.dropped import drops
from scans.event_health.items import PropertyRow
from scans.event_health.learn import STARTS, stems, wanted_pairs
from scans.event_health.missing import learnt
from scans.event_health.names import words
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals, read, recent_rows
from scans.event_health.sources import (
    EVENT_ARRIVALS,
    PAIR_USAGE,
    PROPERTY_USAGE,
    SESSION_USAGE,
)
from scans.evidence.readers import READER_SOURCES, Readers
from scans.evidence.sources import Sources
from scans.model.code import MergedChange
from scans.model.documents import Documents
from scans.model.questions import Pair, PropertyOf, Questions

SESSION = "$session_id"

MOST_IDS = 3
"""Different ids that learnt pairs are joined by; each of them is a query of its own."""

MOST_GROUPS = 50
"""Groups of events whose sessions are asked for: one query. The rest is said to be unknown."""


def questions(
    documents: Documents,
    merged: Sequence[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> Questions:
    """Return what to ask next; empty if there is nothing. A folder is never asked."""
    if documents.complete_by_declaration:
        return _asking(settings)
    return still_unread(documents, read(documents, (), now), merged, settings, now)


def still_unread(
    documents: Documents,
    signals: Signals,
    merged: Sequence[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> Questions:
    """Return what to ask next, of documents that are opened already."""
    first = _arrivals(signals, merged, settings, now)
    if PROPERTY_USAGE not in documents.documents and PROPERTY_USAGE not in signals.blind:
        first["coverage"] = events_to_cover(documents, signals, settings, now)
    if first.get("coverage"):
        return _asking(settings, **first)
    return _asking(
        settings,
        **first,
        hourly=_hourly(signals, settings),
        pairs=_pairs(signals, settings),
        sessions=_sessions(signals, settings),
    )


def _asking(settings: EventHealthSettings, **wanted: object) -> Questions:
    windows = Questions(recent_days=settings.recent_days, baseline_days=settings.baseline_days)
    return windows.model_copy(update=wanted)


def large_events(signals: Signals, settings: EventHealthSettings) -> dict[str, int]:
    """Return the events that may have enough rows in both windows, with their recent rows."""
    found: dict[str, int] = {}
    for name, row in signals.arrived.items():
        recent, before = recent_rows(row, settings)
        if min(recent, before) >= settings.min_rows and settings.judged_event(name):
            found[name] = recent
    for event in {event for chain in settings.chains for event in chain.events} - found.keys():
        row = signals.arrived.get(event)
        if row and recent_rows(row, settings)[0] >= settings.min_rows:
            found[event] = recent_rows(row, settings)[0]
    return found


def events_to_cover(
    documents: Documents, signals: Signals, settings: EventHealthSettings, now: datetime
) -> tuple[str, ...]:
    """Return the events whose properties are counted: declared, most read, then largest."""
    large = large_events(signals, settings)
    declared = {event for chain in settings.chains for event in chain.events}
    readers = _readers(documents, now)

    def importance(name: str) -> tuple[bool, int, int, str]:
        read_by = len(readers.of(name)) if readers else 0
        return name not in declared, -read_by, -large[name], name

    return tuple(sorted(large, key=importance)[: settings.max_events])


def _readers(documents: Documents, now: datetime) -> Readers | None:
    if not any(source in documents.documents for source in READER_SOURCES):
        return None
    return Readers(Sources(documents, READER_SOURCES), now)


def _arrivals(
    signals: Signals,
    merged: Iterable[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> dict[str, object]:
    changes = list(looked_at(signals, merged, settings, now))
    awaited = [one for _, _, each in changes for one in each]
    if not awaited or EVENT_ARRIVALS in signals.blind:
        return {}
    since = min(change.merged_at for change, _, _ in changes).replace(microsecond=0)
    answered = signals.arrivals.known and signals.arrivals.since == since
    events = {one.event for one in awaited}
    if answered and all(signals.arrivals.answers(event) for event in events):
        return {}
    named = sorted({(one.event, one.property) for one in awaited if one.property})
    return {
        "arrivals": tuple(sorted(events)),
        "arrived_properties": tuple(PropertyOf(event=event, name=name) for event, name in named),
        "arrivals_since": since,
    }


def _hourly(signals: Signals, settings: EventHealthSettings) -> tuple[PropertyOf, ...]:
    undated = (drop for drop in drops(signals, settings) if drop.hours is None)
    return tuple(PropertyOf(event=drop.event, name=drop.name) for drop in undated)


def _sessions(signals: Signals, settings: EventHealthSettings) -> tuple[tuple[str, ...], ...]:
    if SESSION_USAGE in signals.blind:
        return ()
    groups = {one.group for one in learnt(signals, settings)}
    answers = signals.sessions.answers
    wanted = sorted(groups)[:MOST_GROUPS]
    return tuple(group for group in wanted if not answers(" + ".join(group)))


def _pairs(signals: Signals, settings: EventHealthSettings) -> tuple[Pair, ...]:
    if PAIR_USAGE in signals.blind:
        return ()
    joined = (_joined_by_id(pair, signals, settings) for pair in pairs_to_count(signals, settings))
    ids: set[str] = set()
    wanted: list[Pair] = []
    for pair in joined:
        known = pair.source == "declared" or pair.by in ids or len(ids) < MOST_IDS
        ids |= {pair.by} - {SESSION} if known and pair.source == "learnt" else set()
        wanted.append(pair if known else pair.model_copy(update={"by": SESSION}))
    return tuple(pair for pair in wanted if not signals.pairs.answers(pair.key))


def pairs_to_count(signals: Signals, settings: EventHealthSettings) -> list[Pair]:
    """Return the pairs with starts enough: the declared ones, then the largest within the limit."""
    large = large_events(signals, settings)
    wanted = [pair for pair in wanted_pairs(signals.arrived, settings) if pair.start in large]
    wanted.sort(key=lambda pair: (pair.source, -large[pair.start], pair.key))
    declared = sum(pair.source == "declared" for pair in wanted)
    return wanted[: max(declared, settings.max_pairs)]


def _joined_by_id(pair: Pair, signals: Signals, settings: EventHealthSettings) -> Pair:
    """A session ends when its person pauses, so the id of what was begun joins them better.

    It is named for the thing, as `export_id` beside `export_started`, and all of them carry it.
    """
    rows = [signals.properties.rows.get(name) for name in (pair.start, pair.finish, *pair.also)]
    if pair.source == "declared" or None in rows:
        return pair
    shared = set[str].intersection(*(_carried(row, settings) for row in rows if row))
    ids = {(word, "id") for stem in stems(pair.start, STARTS) for word in stem if word}
    named = sorted(name for name in shared if words(name) in ids)
    return pair.model_copy(update={"by": named[0]}) if named else pair


def _carried(row: PropertyRow, settings: EventHealthSettings) -> set[str]:
    least = settings.chain_present_percent * row.count
    return {name for name, rows in (row.carried or {}).items() if row.count and 100 * rows >= least}
