"""What merged changes began to send, and what became of it.

Only changes whose deploy is known are looked at, and only for two weeks: what has not come by then
is no news.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from pydantic import AwareDatetime

from scans.event_health.fall import in_production
from scans.event_health.items import ArrivalRow
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import EVENT_USAGE
from scans.model.base import Model
from scans.model.code import Deploy, MergedChange


class Awaited(Model):
    """Something that a change began to send."""

    event: str
    property: str = ""
    """Empty for the event itself."""


class Arrived(Awaited):
    """Something that has come since the merge."""

    first_at: AwareDatetime | None = None
    """None if it had come before, too: then the first time says nothing about the change."""


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


def looked_at(
    signals: Signals, merged: Iterable[MergedChange], settings: EventHealthSettings, now: datetime
) -> Iterator[tuple[MergedChange, datetime, tuple[Awaited, ...]]]:
    """Yield each change that can be judged, with its deploy and what it began to send."""
    for change in dated(merged, signals.deploys):
        at, awaited = change.deployed_at, tuple(sent_by(change, settings))
        if at and awaited and at <= now <= at + timedelta(days=settings.merged_within_days):
            yield change, at, awaited


def outcomes(
    signals: Signals, merged: Iterable[MergedChange], settings: EventHealthSettings, now: datetime
) -> Iterator[Outcome]:
    """Yield what became of each change that can be judged."""
    until = min(now, signals.arrivals.as_of or now)
    for change, deployed_at, awaited in looked_at(signals, merged, settings, now):
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
    # The count by day is a second witness: where it was asked and refused, silence proves nothing.
    heard = EVENT_USAGE not in signals.blind
    return State.ABSENT if row and heard and _covers(signals, deployed_at) else State.UNKNOWN


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


def dated(merged: Iterable[MergedChange], deploys: Sequence[Deploy]) -> Sequence[MergedChange]:
    """Return each pull request once, as it was told of last, by repository and number.

    One without a deploy gets that of its own commit, where one is known. A deploy of a later commit
    would need the history of the repository to be sure.
    """
    ordered = sorted(merged, key=lambda one: (one.merged_at, one.model_dump_json()))
    latest = {(one.repository, one.number): one for one in ordered}
    return [_with_deploy(latest[name], deploys) for name in sorted(latest)]


def _with_deploy(change: MergedChange, deploys: Sequence[Deploy]) -> MergedChange:
    if change.deployed_at is not None:
        return change
    for deploy in deploys:
        own = bool(deploy.sha) and change.sha.casefold().startswith(deploy.sha)
        if own and in_production(deploy) and deploy.at >= change.merged_at:
            known = {"deployed_at": deploy.at, "deploy_source": deploy.source}
            return change.model_copy(update=known)
    return change


def sent_by(change: MergedChange, settings: EventHealthSettings) -> Iterator[Awaited]:
    """Yield what a change began to send: events, then properties, each in the order of names."""
    for event in sorted({*change.events}):
        if settings.judged_event(event):
            yield Awaited(event=event)
    for event, name in sorted({(one.event, one.name) for one in change.properties}):
        if settings.judged_event(event) and settings.judged_property(name):
            yield Awaited(event=event, property=name)
