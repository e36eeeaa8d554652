"""Ninety days of events, seeded: the same seed and the same `now` give the same rows."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from demo.posthog.events import Event
from demo.posthog.flag_stories import Calls, Phase, Shares
from demo.posthog.people import shopper

DAYS = 90
SHOPPERS = 400
_DAY_SECONDS = 86_400
_LIB_VERSIONS = {"web": "1.310.0", "posthog-python": "7.91.1", "posthog-ios": "3.40.2"}


@dataclass(frozen=True)
class Stream:
    """An event of the shop: how often a day, and until how many days ago.

    `properties` maps a name to what it may hold; one value is drawn per event.
    """

    name: str
    per_day: int
    properties: dict[str, tuple[Any, ...]]
    lib: str = "web"
    until_days: int = 0


def generate(
    now: datetime, seed: int, flags: Iterable[tuple[str, Calls]], streams: Iterable[Stream]
) -> list[Event]:
    """Every event of the story, oldest first."""
    source = _Source(now, random.Random(seed))  # noqa: S311 - a story, not a secret
    events: list[Event] = []
    for key, calls in flags:
        events.extend(source.flag_calls(key, calls))
    for stream in streams:
        events.extend(source.stream(stream))
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
        for _ in range(stream.per_day * (DAYS - stream.until_days)):
            properties = {
                name: self._rng.choice(values) for name, values in stream.properties.items()
            }
            number = self._rng.randrange(SHOPPERS)
            at = self._between(DAYS, stream.until_days)
            yield self._event(stream.name, number, at, properties, stream.lib)

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
            properties["$session_id"] = f"session-{number:04}-{at:%y%m%d}"
        uuid = str(UUID(int=self._rng.getrandbits(128), version=4))
        return Event(uuid, name, shopper(number), at, properties)


def _response(key: str, number: int, shares: Shares) -> bool | str | None:
    """What one person gets: the same every time, and `shares` over all people."""
    point = crc32(f"{key}/{number}".encode()) / 2**32 * sum(shares.values())
    for response, share in shares.items():
        point -= share
        if point < 0:
            return response
    return next(iter(shares))
