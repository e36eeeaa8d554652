"""Silence of the project is not silence of its events.

Where everything, or a large part, falls silent at once, something between the code and the count
stopped: a key, a proxy, the ingestion. That is one cause, reported once, and never a pile of dead
events.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from scans.dead_events.settings import DeadEventSettings
from scans.evidence.event_usage import EventUsage
from scans.words import date

NO_EVENTS = "the project has no events at all: nothing is concluded from an empty count"
"""A key that opens the wrong project gives this answer too."""

LARGE_PART = 0.3
"""Fraction of the events that arrive often enough to be judged."""

FEWEST = 10
"""Events that make a fall of many. A feature that is removed may take a handful on one day."""


def no_ingestion(usage: EventUsage, end: datetime, settings: DeadEventSettings) -> str:
    """Return why the count says nothing about single events; empty if it does.

    PostHog's own events count too: a project whose pages are viewed is alive.
    """
    latest = max((at for at in map(usage.latest, usage.rows.values()) if at), default=None)
    if latest is None:
        return NO_EVENTS
    if end - latest > timedelta(days=settings.min_silence_days):
        return f"no event at all since {date(latest)}"
    return ""


class Fallen(Protocol):
    """An event that stopped."""

    @property
    def last_day(self) -> int:
        """The day of its last arrival, as a proleptic ordinal."""
        ...

    @property
    def usual_gap(self) -> int:
        """Its usual longest gap in days; 1 or more."""
        ...


@dataclass(frozen=True)
class Outage:
    """A day on which too many events fell silent."""

    day: int
    fallen: int
    of: int

    @property
    def reason(self) -> str:
        """One sentence for people."""
        day = date(datetime.fromordinal(self.day))
        return f"{self.fallen} of {self.of} events fell silent on one day, {day}"

    def explains(self, one: Fallen) -> bool:
        """Whether the event would have come next only after this day."""
        return one.last_day <= self.day < one.last_day + one.usual_gap


def outages(fallen: Sequence[Fallen], regular: int) -> tuple[Outage, ...]:
    """Return the days on which many of `regular` events fell silent, in their order."""
    days = Counter(one.last_day for one in fallen)
    return tuple(
        Outage(day, count, regular)
        for day, count in sorted(days.items())
        if count >= FEWEST and count > LARGE_PART * regular
    )
