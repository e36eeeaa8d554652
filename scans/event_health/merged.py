"""What a merged pull request began to send, and what of it arrived: `not_seen_after_merge`.

Nothing is concluded about a change whose deploy nobody tells of, and nothing before a day has
passed since.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from scans.event_health.awaited import Awaited, Outcome, State, dated, outcomes, sent_by
from scans.event_health.judged import Judged, Unjudged
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import EVENT_ARRIVALS
from scans.event_health.verdicts import Verdict
from scans.event_health.words import quoted
from scans.model.code import MergedChange
from scans.model.finding import Evidence
from scans.words import cut, iso, when

SOURCE = f"posthog.{EVENT_ARRIVALS}"

CONFIDENCE = 0.8
"""Code may run for the first time much later: behind a flag, or once a month."""

DEPLOY_UNKNOWN = "a merged change began to send it, and nothing tells when that was deployed"
ARRIVALS_UNKNOWN = "a merged change began to send it, and whether it arrived is not known"

MAY_WAIT = "New code can be deployed and not run yet: behind a flag, or in a rare case."


def judge(
    signals: Signals, merged: Iterable[MergedChange], settings: EventHealthSettings, now: datetime
) -> Iterator[Judged | Unjudged]:
    """Yield one judgement for each event or property that a change sends and nobody has seen."""
    merged = tuple(merged)
    for change in dated(merged, signals.deploys):
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


def _recent(at: datetime, settings: EventHealthSettings, now: datetime) -> bool:
    age = now - at
    youngest = timedelta(hours=settings.merged_after_hours)
    return youngest <= age <= timedelta(days=settings.merged_within_days)


def _events(change: MergedChange, settings: EventHealthSettings) -> list[str]:
    return sorted({one.event for one in sent_by(change, settings)})


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
