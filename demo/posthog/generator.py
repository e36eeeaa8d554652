"""Half a year of events, seeded: the same seed and the same `now` give the same rows."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from demo.posthog.events import Event
from demo.posthog.flag_stories import Calls, Phase, Shares
from demo.posthog.people import shopper
from demo.posthog.streams import Journey, Step, Stream, Volumes, Week

SHOPPERS = 400
_DAY_SECONDS = 86_400
_OPENS, _BUSIEST, _CLOSES = 6 * 3600, 14 * 3600, 23 * 3600
_LIB_VERSIONS = {"web": "1.310.0", "posthog-python": "7.91.1", "posthog-ios": "3.40.2"}


@dataclass(frozen=True)
class _Moment:
    """Who does something, when, and how many days before now that is."""

    person: int
    at: datetime
    days: float


def generate(
    now: datetime,
    seed: int,
    flags: Iterable[tuple[str, Calls]],
    streams: Iterable[Stream],
    journeys: Iterable[Journey] = (),
) -> list[Event]:
    """Every event of the story, oldest first."""
    source = _Source(now, random.Random(seed))  # noqa: S311 - a story, not a secret
    events: list[Event] = []
    for key, calls in flags:
        events.extend(source.flag_calls(key, calls))
    for stream in streams:
        events.extend(source.stream(stream))
    for journey in journeys:
        events.extend(source.journey(journey))
    events.sort(key=lambda event: (event.timestamp, event.uuid))
    return events


class _Source:
    def __init__(self, now: datetime, rng: random.Random) -> None:
        self._now = now
        self._rng = rng

    def flag_calls(self, key: str, calls: Calls) -> Iterator[Event]:
        for phase in calls.phases:
            yield from self._phase(key, calls, phase)

    def _phase(self, key: str, calls: Calls, phase: Phase) -> Iterator[Event]:
        count = round(calls.per_day * (phase.since_days - phase.until_days))
        for _ in range(count):
            number = self._rng.randrange(SHOPPERS)
            response = _response(key, number, phase.shares)
            properties: dict[str, Any] = {"$feature_flag": key}
            if response is not None:
                properties["$feature_flag_response"] = response
            at = self._between(phase.since_days, phase.until_days)
            yield self._event("$feature_flag_called", number, at, properties, calls.lib)

    def stream(self, stream: Stream) -> Iterator[Event]:
        for moment in self._moments(stream.volumes, stream.week, stream.until_days):
            properties = self._drawn(stream.properties)
            change = stream.change
            if change is not None and moment.days <= change.days:
                properties.pop(change.name, None)
                if self._rng.random() < change.share:
                    properties[change.name] = self._rng.choice(change.values)
            yield self._event(stream.name, moment.person, moment.at, properties, stream.lib)

    def journey(self, journey: Journey) -> Iterator[Event]:
        for number, moment in enumerate(self._moments(journey.volumes, journey.week, 0)):
            named = {"$session_id": f"journey-{number:05}", "cart_id": f"cart-{number:05}"}
            at = moment.at
            for step in journey.steps:
                share = step.reached_by(lately=moment.days <= journey.changed_days)
                if self._rng.random() >= share or at >= self._now:
                    break
                yield self._step(step, moment.person, at, named, journey.lib)
                at += timedelta(milliseconds=self._rng.randrange(8_000, 240_000))

    def _step(
        self, step: Step, person: int, at: datetime, named: dict[str, Any], lib: str
    ) -> Event:
        properties = self._drawn(step.properties) | named
        if not step.names_cart:
            del properties["cart_id"]
        return self._event(step.name, person, at, properties, lib)

    def _drawn(self, properties: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
        return {name: self._rng.choice(values) for name, values in properties.items()}

    def _moments(self, volumes: Volumes, week: Week, until_days: float) -> Iterator[_Moment]:
        """Moments of UTC days, as many as the day of the week has, during the shop's hours."""
        first = volumes[0][0]
        end = self._now - timedelta(days=until_days)
        day = (self._now - timedelta(days=first)).astimezone(UTC)
        day = day.replace(hour=0, minute=0, second=0, microsecond=0)
        while day < end:
            midday_ago = (self._now - day).total_seconds() / _DAY_SECONDS - 0.5
            expected = _per_day(volumes, midday_ago) * week[day.weekday()]
            for _ in range(int(expected + self._rng.random())):
                second = self._rng.triangular(_OPENS, _CLOSES, _BUSIEST)
                at = day + timedelta(milliseconds=int(second * 1000))
                ago = (self._now - at).total_seconds() / _DAY_SECONDS
                if until_days < ago < first:
                    yield _Moment(self._rng.randrange(SHOPPERS), at, ago)
            day += timedelta(days=1)

    def _between(self, since_days: float, until_days: float) -> datetime:
        """A moment strictly inside the window, in whole milliseconds."""
        span = int((since_days - until_days) * _DAY_SECONDS * 1000)
        ago = until_days * _DAY_SECONDS * 1000 + self._rng.randrange(1, span)
        return self._now - timedelta(milliseconds=ago)

    def _event(
        self, name: str, number: int, at: datetime, properties: dict[str, Any], lib: str
    ) -> Event:
        properties |= {"$lib": lib, "$lib_version": _LIB_VERSIONS[lib]}
        if lib == "web":
            properties.setdefault("$session_id", f"session-{number:04}-{at:%y%m%d}")
        uuid = str(UUID(int=self._rng.getrandbits(128), version=4))
        return Event(uuid, name, shopper(number), at, properties)


def _per_day(volumes: Volumes, days: float) -> float:
    """The volume that held so many days before now."""
    current = volumes[0][1]
    for since, per_day in volumes:
        if days <= since:
            current = per_day
    return current


def _response(key: str, number: int, shares: Shares) -> bool | str | None:
    """What one person gets: the same every time, and `shares` over all people."""
    point = crc32(f"{key}/{number}".encode()) / 2**32 * sum(shares.values())
    for response, share in shares.items():
        point -= share
        if point < 0:
            return response
    return next(iter(shares))
