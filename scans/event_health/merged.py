"""What a merged pull request began to send, and what of it arrived: `not_seen_after_merge`.

Nothing is concluded about a change whose deploy nobody tells of, and nothing before a day has
passed since. Once it is two weeks old it is left alone: what has not come by then is no news.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Literal

from pydantic import AwareDatetime

from scans.event_health.items import ArrivalRow
from scans.event_health.judged import Judged, Unjudged
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals, read
from scans.event_health.sources import EVENT_ARRIVALS
from scans.event_health.verdicts import Verdict
from scans.event_health.words import cut, iso, quoted, when
from scans.model.base import Model
from scans.model.code import MergedChange
from scans.model.documents import Documents
from scans.model.finding import Evidence

SOURCE = f"posthog.{EVENT_ARRIVALS}"

CONFIDENCE = 0.8
"""Code may run for the first time much later: behind a flag, or once a month."""

DEPLOY_UNKNOWN = "a merged change began to send it, and nothing tells when that was deployed"
ARRIVALS_UNKNOWN = "a merged change began to send it, and whether it arrived is not known"

MAY_WAIT = "New code can be deployed and not run yet: behind a flag, or in a rare case."


class Awaited(Model):
    """Something that a change began to send."""

    event: str
    property: str = ""
    """Empty for the event itself."""


class Arrived(Awaited):
    """Something that has come since the merge."""

    first_at: AwareDatetime | None = None
    """None if it had come before, too: then the first time says nothing about the change."""


class MergedNews(Model):
    """What to tell the author of a change, once for each kind."""

    change: MergedChange
    kind: Literal["seen", "missing"]
    """`seen`: everything arrived. `missing`: a day has passed and something did not."""
    arrived: tuple[Arrived, ...] = ()
    missing: tuple[Awaited, ...] = ()


class State(Enum):
    """What is known of something awaited, where it is not known to have arrived."""

    ABSENT = "absent"
    WAITING = "waiting"
    """There were too few chances to see it."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """What became of one change."""

    change: MergedChange
    deployed_at: datetime
    due: bool
    """Whether enough time has passed to miss what has not come."""
    arrived: tuple[Arrived, ...]
    rest: tuple[tuple[Awaited, State], ...]


def arrivals_to_tell(
    documents: Documents,
    merged: Iterable[MergedChange],
    settings: EventHealthSettings,
    now: datetime,
) -> tuple[MergedNews, ...]:
    """Return what is to be told on merged pull requests, in the order of repository and number.

    Everything seen is news at once. Something missing is news a day after the deploy. Whoever sends
    this sees to it that each kind is told once.
    """
    signals = read(documents, (), now)
    return tuple(_news(outcomes(signals, merged, settings, now)))


def _news(found: Iterable[Outcome]) -> Iterator[MergedNews]:
    for one in found:
        absent = tuple(awaited for awaited, state in one.rest if state is State.ABSENT)
        if not one.rest:
            yield MergedNews(change=one.change, kind="seen", arrived=one.arrived)
        elif one.due and absent:
            yield MergedNews(change=one.change, kind="missing", arrived=one.arrived, missing=absent)


def judge(
    signals: Signals, merged: Iterable[MergedChange], settings: EventHealthSettings, now: datetime
) -> Iterator[Judged | Unjudged]:
    """Yield one judgement for each event or property that a change sends and nobody has seen."""
    merged = tuple(merged)
    for change in _in_order(merged):
        if change.deployed_at is None and _recent(change.merged_at, settings, now):
            name = f"{change.repository}#{change.number}"
            yield from (
                Unjudged(event, DEPLOY_UNKNOWN, name) for event in _events(change, settings)
            )
    as_of = signals.arrivals.as_of or now
    for one in outcomes(signals, merged, settings, now):
        for awaited, state in one.rest if one.due else ():
            if state is State.ABSENT:
                yield _judged(awaited, one, as_of)
            elif state is State.UNKNOWN:
                why = signals.arrivals.unasked.get(awaited.event, "")
                yield Unjudged(awaited.event, ARRIVALS_UNKNOWN, why)


def looked_at(
    merged: Iterable[MergedChange], settings: EventHealthSettings, now: datetime
) -> Iterator[tuple[MergedChange, datetime, tuple[Awaited, ...]]]:
    """Yield each change that can be judged, with its deploy and what it began to send."""
    for change in _in_order(merged):
        at, awaited = change.deployed_at, tuple(_awaited(change, settings))
        if at and awaited and at <= now <= at + timedelta(days=settings.merged_within_days):
            yield change, at, awaited


def outcomes(
    signals: Signals, merged: Iterable[MergedChange], settings: EventHealthSettings, now: datetime
) -> Iterator[Outcome]:
    """Yield what became of each change that can be judged."""
    until = min(now, signals.arrivals.as_of or now)
    for change, deployed_at, awaited in looked_at(merged, settings, now):
        states = [(one, _state(one, change, deployed_at, signals, settings)) for one in awaited]
        yield Outcome(
            change=change,
            deployed_at=deployed_at,
            due=until - deployed_at >= timedelta(hours=settings.merged_after_hours),
            arrived=tuple(state for _, state in states if isinstance(state, Arrived)),
            rest=tuple((one, state) for one, state in states if isinstance(state, State)),
        )


def _state(
    one: Awaited,
    change: MergedChange,
    deployed_at: datetime,
    signals: Signals,
    settings: EventHealthSettings,
) -> Arrived | State:
    row = signals.arrivals.rows.get(one.event)
    if one.property:
        return _property_state(one, change, deployed_at, signals, settings)
    if row and row.count and (row.last_seen is None or row.last_seen >= change.merged_at):
        return Arrived(event=one.event, first_at=_first(row.first_seen, change))
    counted = signals.arrived.get(one.event)
    if counted and counted.last_seen and counted.last_seen >= change.merged_at:
        return Arrived(event=one.event, first_at=_first(counted.first_seen, change))
    return State.ABSENT if row and _covers(signals, deployed_at) else State.UNKNOWN


def _property_state(
    one: Awaited,
    change: MergedChange,
    deployed_at: datetime,
    signals: Signals,
    settings: EventHealthSettings,
) -> Arrived | State:
    row = signals.arrivals.rows.get(one.event)
    found = row and row.properties.get(one.property)
    if row is None or found is None:
        return State.UNKNOWN
    if found.count:
        first_at = _first(found.first_seen, change)
        return Arrived(event=one.event, property=one.property, first_at=first_at)
    if not _covers(signals, deployed_at):
        return State.UNKNOWN
    chances = _rows_since(one.event, row, deployed_at, signals)
    return State.ABSENT if chances >= settings.merged_rows else State.WAITING


def _covers(signals: Signals, deployed_at: datetime) -> bool:
    """Whether nothing since the deploy can have escaped the count; one without a start is whole."""
    since = signals.arrivals.since
    return since is None or since <= deployed_at


def _rows_since(event: str, row: ArrivalRow, deployed_at: datetime, signals: Signals) -> int:
    """Return how many rows of an event are known to have come since the deploy.

    The count may begin before this deploy; then the days after it tell.
    """
    if signals.arrivals.since == deployed_at:
        return row.count
    counted = signals.arrived.get(event)
    if signals.usage is None or counted is None or counted.daily is None:
        return 0
    whole_days = signals.usage.last_day - deployed_at.toordinal()
    return sum(counted.daily[-whole_days:]) if whole_days > 0 else 0


def _first(at: datetime | None, change: MergedChange) -> datetime | None:
    return at if at and at >= change.merged_at else None


def _in_order(merged: Iterable[MergedChange]) -> Sequence[MergedChange]:
    """Return each pull request once, as it was told of last, by repository and number."""
    ordered = sorted(merged, key=lambda one: (one.merged_at, one.model_dump_json()))
    latest = {(one.repository, one.number): one for one in ordered}
    return [latest[name] for name in sorted(latest)]


def _recent(at: datetime, settings: EventHealthSettings, now: datetime) -> bool:
    age = now - at
    youngest = timedelta(hours=settings.merged_after_hours)
    return youngest <= age <= timedelta(days=settings.merged_within_days)


def _events(change: MergedChange, settings: EventHealthSettings) -> list[str]:
    return sorted({one.event for one in _awaited(change, settings)})


def _awaited(change: MergedChange, settings: EventHealthSettings) -> Iterator[Awaited]:
    for event in sorted({*change.events}):
        if settings.judged_event(event):
            yield Awaited(event=event)
    for event, name in sorted({(one.event, one.name) for one in change.properties}):
        if settings.judged_event(event) and settings.judged_property(name):
            yield Awaited(event=event, property=name)


def _judged(awaited: Awaited, one: Outcome, as_of: datetime) -> Judged:
    change = one.change
    where = f"{change.repository}#{change.number}"
    what = quoted(awaited.event)
    if awaited.property:
        what = f"{quoted(awaited.property)} of {what}"
    return Judged(
        event=awaited.event,
        verdict=Verdict.NOT_SEEN_AFTER_MERGE,
        about=(awaited.property, change.repository, str(change.number)),
        reason=(
            f"{where} began to send {what} and was deployed {when(one.deployed_at)}, and nothing "
            "has arrived since."
        ),
        evidence=tuple(_evidence(awaited, one, where, as_of)),
        confidence=CONFIDENCE,
        blind_spots=(MAY_WAIT,),
    )


def _evidence(awaited: Awaited, one: Outcome, where: str, as_of: datetime) -> Iterator[Evidence]:
    if awaited.property:
        name = cut(awaited.property)
        yield Evidence(
            name="property", value=name, source="pull request", as_of=one.change.merged_at
        )
    yield Evidence(name="arrived", value=0, unit="rows", source=SOURCE, as_of=as_of)
    merged_at = one.change.merged_at
    yield Evidence(name="merged", value=where, source="pull request", as_of=merged_at)
    source = one.change.deploy_source or "deploy"
    at = iso(one.deployed_at)
    yield Evidence(name="deployed_at", value=at, source=source, as_of=as_of)
