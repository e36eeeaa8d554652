"""Rate limits as Django REST framework keeps them: a sliding window of the requests let through."""

import math
import time
from collections import deque
from dataclasses import dataclass
from typing import Literal

from demo.posthog.modes import Modes

Limiter = Literal["crud", "query"]
_HOUR = 3600


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


_CRUD = (Rate(480, 60), Rate(4800, _HOUR))
_QUERY = {"cloud": (Rate(240, 60), Rate(2400, _HOUR)), "legacy": (Rate(120, _HOUR),)}


def rates_of(modes: Modes, limiter: Limiter) -> tuple[Rate, ...]:
    """The rates that hold for a group of routes; none when limits are off."""
    if modes.throttle == "off":
        return ()
    if limiter == "crud":
        return _CRUD
    if modes.queries_per_hour is None:
        return _QUERY[modes.throttle]
    bursts = tuple(rate for rate in _QUERY[modes.throttle] if rate.seconds < _HOUR)
    return (*bursts, Rate(modes.queries_per_hour, _HOUR))


class Throttle:
    """What one project used up. Its time runs even where the story's stands still."""

    def __init__(self) -> None:
        self._skipped = 0.0
        self._let_through: dict[tuple[Limiter, Rate], deque[float]] = {}

    def forward(self, seconds: float) -> None:
        """Forget as if so much time had passed."""
        self._skipped += seconds

    def wait(self, limiter: Limiter, rates: tuple[Rate, ...]) -> int | None:
        """Whole seconds until another request is let through; `None` lets this one through."""
        now = time.monotonic() + self._skipped
        waits = [self._wait(limiter, rate, now) for rate in rates]
        longest = max(waits, default=0.0)
        return math.ceil(longest) if longest > 0 else None

    def _wait(self, limiter: Limiter, rate: Rate, now: float) -> float:
        """A rate counts what it lets through, also where another one then refuses."""
        passed = self._let_through.setdefault((limiter, rate), deque())
        while passed and passed[0] <= now - rate.seconds:
            passed.popleft()
        if len(passed) >= rate.requests:
            return rate.seconds - (now - passed[0])
        passed.append(now)
        return 0.0
