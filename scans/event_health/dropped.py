"""A property that rows used to carry, and no longer do: `property_dropped`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scans.event_health.fall import Fall, deploy_before, fall, rise
from scans.event_health.items import Hour
from scans.event_health.judged import Judged
from scans.event_health.settings import EventHealthSettings
from scans.event_health.signals import Signals
from scans.event_health.sources import PROPERTY_USAGE
from scans.event_health.verdicts import Verdict
from scans.event_health.words import clock, percent, quoted, share
from scans.model.code import Deploy
from scans.model.finding import Evidence
from scans.words import cut, days, iso, when

SOURCE = f"posthog.{PROPERTY_USAGE}"

CONFIDENCE = 0.95

AGAIN_ROWS = 20
"""Rows below which a share that is high again may be chance."""


@dataclass(frozen=True)
class Drop:
    """One property of one event: rows of the recent window and of the days before."""

    event: str
    name: str
    rows: int
    carried: int
    rows_before: int
    carried_before: int
    hours: tuple[Hour, ...] | None
    """None if nobody asked by the hour."""


def drops(signals: Signals, settings: EventHealthSettings) -> Iterator[Drop]:
    """Yield what dropped, in the order of event and property."""
    for event, row in signals.judged(settings).items():
        before = row.before
        if before is None or before.carried is None or row.carried is None:
            continue
        if min(row.count, before.count) < settings.min_rows:
            continue
        for name, carried_before in sorted(before.carried.items()):
            was = 100 * carried_before >= settings.dropped_from_percent * before.count
            carried = row.carried.get(name, 0)
            if row.cut and name not in row.carried:
                continue
            still = 100 * carried > settings.dropped_to_percent * row.count
            if was and not still and settings.judged_property(name):
                hours = row.hourly.get(name)
                yield Drop(event, name, row.count, carried, before.count, carried_before, hours)


def judge(signals: Signals, settings: EventHealthSettings, now: datetime) -> Iterator[Judged]:
    """Yield one judgement for each property that dropped."""
    for drop in drops(signals, settings):
        found = fall(drop.hours or ())
        back = found and _back(drop, found, settings)
        deploy = found and deploy_before(found, signals.deploys, settings.deploy_within_hours)
        as_of = signals.properties.as_of or now
        yield Judged(
            event=drop.event,
            verdict=Verdict.PROPERTY_DROPPED,
            about=(drop.name,),
            reason=_reason(drop, found, deploy, settings) + (f" {back}" if back else ""),
            evidence=(*_coverage(drop, as_of), *_time(found, deploy, as_of)),
            confidence=CONFIDENCE,
        )


def _reason(
    drop: Drop, found: Fall | None, deploy: Deploy | None, settings: EventHealthSettings
) -> str:
    name, event = quoted(drop.name), quoted(drop.event)
    if found is None:
        was, now_is = (
            percent(drop.carried_before, drop.rows_before),
            percent(drop.carried, drop.rows),
        )
        return (
            f"{name} was on {was} of {event} and is on {now_is} of the last "
            f"{days(settings.recent_days)}; the hour of the drop is not known."
        )
    was = percent(found.carried_before, found.rows_before)
    since = percent(found.carried, found.rows)
    told = f"{name} was on {was} of {event} until {when(found.at)} and is on {since} since"
    if deploy is None:
        return f"{told}; no deploy is known near it."
    return f"{told}; {_deploy(deploy)} went out at {clock(deploy.at, found.at)}."


def _back(drop: Drop, found: Fall, settings: EventHealthSettings) -> str:
    """Return a sentence if most rows carry it again: what fell may have been mended since."""
    again = rise(drop.hours or (), found.at)
    if again is None or again.rows < AGAIN_ROWS:
        return ""
    carried = again.rows - again.carried
    if 100 * carried < settings.dropped_from_percent * again.rows:
        return ""
    return f"Since {when(again.at)} it is on {percent(carried, again.rows)} again."


def _deploy(deploy: Deploy) -> str:
    commit = f" {deploy.sha[:7]}" if deploy.sha else ""
    where = f" ({cut(deploy.environment)})" if deploy.environment else ""
    return f"deploy{commit}{where}"


def _coverage(drop: Drop, as_of: datetime) -> Iterator[Evidence]:
    yield Evidence(name="property", value=cut(drop.name), source=SOURCE, as_of=as_of)
    for name, carried, rows in (
        ("coverage_before", drop.carried_before, drop.rows_before),
        ("coverage", drop.carried, drop.rows),
    ):
        value = share(carried, rows)
        yield Evidence(name=name, value=value, unit="percent", source=SOURCE, as_of=as_of)
    for name, rows in (("rows_before", drop.rows_before), ("rows", drop.rows)):
        yield Evidence(name=name, value=rows, unit="rows", source=SOURCE, as_of=as_of)


def _time(found: Fall | None, deploy: Deploy | None, as_of: datetime) -> Iterator[Evidence]:
    if found:
        yield Evidence(name="dropped_at", value=iso(found.at), source=SOURCE, as_of=as_of)
    if deploy:
        yield Evidence(name="deploy", value=deploy.sha, source=deploy.source, as_of=deploy.at)
        at = iso(deploy.at)
        yield Evidence(name="deployed_at", value=at, source=deploy.source, as_of=deploy.at)
