"""Histories of events whose truth is known, for measuring how well dead ones are found.

Nothing here knows the rule. A history is a count per day; what it is made of stands in `KINDS`.
All share one calendar: a project that is quieter at weekends, and for two weeks around a holiday.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LEAD = 200
"""Days before the first one that is judged."""

JUDGED = 150
"""Days that are judged, one after the other."""

DAYS = LEAD + JUDGED

DEATHS_WITHIN = 45
"""Events die within so many days after the first one that is judged, so that all can be found."""

HOLIDAY = range(LEAD + 70, LEAD + 84)
"""Two quiet weeks, long after the deaths: time enough for false alarms."""

Rate = Callable[[int], float]
"""Expected events on a day."""


@dataclass(frozen=True)
class History:
    """One event."""

    name: str
    kind: str
    counts: Sequence[int]
    died: int | None = None
    """The day after its last arrival, if it is really dead."""


@dataclass(frozen=True)
class Kind:
    """How many events of a kind there are, and how many of them die."""

    events: int
    deaths: int
    rate: Callable[[random.Random], Rate]


def histories(seed: int) -> list[History]:
    """Return 620 events, 50 of which came in most weeks and are really dead, and 10 sparse ones."""
    chance = random.Random(seed)  # noqa: S311 - histories, not secrets
    return [history for name, kind in KINDS.items() for history in _of_kind(name, kind, chance)]


def _of_kind(name: str, kind: Kind, chance: random.Random) -> Iterator[History]:
    dying = set(chance.sample(range(kind.events), kind.deaths))
    for number in range(kind.events):
        rate = kind.rate(chance)
        counts = [_poisson(rate(day) * _traffic(day), chance) for day in range(DAYS)]
        died = _die(counts, chance) if number in dying else None
        if died is None:
            _hiccup(counts, chance)
        yield History(f"{name}_{number}", name, counts, died)


def _traffic(day: int) -> float:
    """Less at weekends of the whole project, much less in the holiday; never nothing."""
    return (0.7 if day % 7 >= 5 else 1.0) * (0.35 if day in HOLIDAY else 1.0)


def _die(counts: list[int], chance: random.Random) -> int:
    """Stop an event: mostly at once, sometimes as old versions of an app disappear."""
    removed = chance.randrange(LEAD, LEAD + DEATHS_WITHIN)
    halves_in = chance.choice([0, 0, 0, 0, 2, 4])
    for day in range(removed, DAYS):
        left = 0.5 ** ((day - removed) / halves_in) if halves_in and day < removed + 28 else 0.0
        counts[day] = sum(chance.random() < left for _ in range(min(counts[day], 2000)))
    return max((day for day in range(DAYS) if counts[day]), default=removed - 1) + 1


def _hiccup(counts: list[int], chance: random.Random) -> None:
    """Break one event in ten for some days: a bug that was shipped and mended."""
    if chance.random() < 1 / 10:
        begin = chance.randrange(DAYS)
        for day in range(begin, min(DAYS, begin + chance.randrange(1, 6))):
            counts[day] = 0


def _poisson(mean: float, chance: random.Random) -> int:
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def _busy(chance: random.Random) -> Rate:
    volume = 10 ** chance.uniform(0.7, 3.5)
    return lambda _: volume


def _working_days(chance: random.Random) -> Rate:
    volume = 10 ** chance.uniform(0.7, 2.5)
    closed = chance.choice([HOLIDAY, range(0), range(0)])
    return lambda day: 0.0 if day % 7 >= 5 or day in closed else volume


def _some_days(chance: random.Random) -> Rate:
    """Two or three days a week, always the same ones."""
    days, volume = set(chance.sample(range(7), chance.choice([2, 3]))), chance.uniform(3, 60)
    return lambda day: volume if day % 7 in days else 0.0


def _weekly(chance: random.Random) -> Rate:
    """One day a week; some slip to the next day now and then."""
    weekday, volume, slips = chance.randrange(7), chance.uniform(4, 80), chance.choice([0, 0, 0.1])
    slipped = {week for week in range(DAYS // 7 + 1) if chance.random() < slips}
    return lambda day: volume if (day - weekday) % 7 == ((day - weekday) // 7 in slipped) else 0.0


def _scarce(chance: random.Random) -> Rate:
    """A few a week, on any day."""
    volume = chance.uniform(0.35, 1.5)
    return lambda _: volume


def _growing(chance: random.Random) -> Rate:
    volume, doubles_in = chance.uniform(1, 5), chance.uniform(40, 150)
    return lambda day: volume * 2 ** (day / doubles_in)


def _backfilled(chance: random.Random) -> Rate:
    """A steady event with a day on which years were sent at once."""
    volume, day_of_all = chance.uniform(2, 50), chance.randrange(DAYS)
    return lambda day: volume * (400 if day == day_of_all else 1)


def _rare(chance: random.Random) -> Rate:
    """A few in three months."""
    volume = chance.uniform(0.02, 0.2)
    return lambda _: volume


def _monthly(chance: random.Random) -> Rate:
    """A run at the beginning of each month, on one to three days."""
    first, length, volume = chance.randrange(30), chance.choice([1, 2, 3]), chance.uniform(5, 200)
    return lambda day: volume if (day - first) % 30 < length else 0.0


def _campaigns(chance: random.Random) -> Rate:
    """Some days on, some weeks off, and on again."""
    on: set[int] = set()
    day = -chance.randrange(40)
    while day < DAYS:
        length = chance.randrange(3, 12)
        on.update(range(day, day + length))
        day += length + chance.randrange(10, 40)
    volume = chance.uniform(5, 300)
    return lambda day: volume if day in on else 0.0


def _seasonal(chance: random.Random) -> Rate:
    """High for half a year and low for the other; low is a few a week."""
    shift, volume = chance.randrange(365), chance.uniform(20, 200)
    return lambda day: volume * max(0.01, math.sin((day + shift) / 365 * 2 * math.pi))


def _launch(chance: random.Random) -> Rate:
    """Once, for some days, and over: nobody expects it to come again."""
    begin, fades_in, volume = chance.randrange(DAYS), chance.uniform(1, 4), chance.uniform(20, 400)
    return lambda day: volume * math.exp((begin - day) / fades_in) if day >= begin else 0.0


KINDS = {
    "busy": Kind(150, 15, _busy),
    "working_days": Kind(100, 10, _working_days),
    "some_days": Kind(50, 6, _some_days),
    "weekly": Kind(40, 5, _weekly),
    "scarce": Kind(60, 6, _scarce),
    "growing": Kind(40, 5, _growing),
    "backfilled": Kind(20, 3, _backfilled),
    "rare": Kind(60, 4, _rare),
    "monthly": Kind(30, 3, _monthly),
    "campaigns": Kind(30, 3, _campaigns),
    "seasonal": Kind(20, 0, _seasonal),
    "launch": Kind(20, 0, _launch),
}
"""The first seven came in most weeks: of these 50 die. Of the sparse ones after them, 10."""

SPARSE = frozenset({"rare", "monthly", "campaigns", "seasonal", "launch"})
"""Kinds of which the rule promises nothing but to leave them alone."""
