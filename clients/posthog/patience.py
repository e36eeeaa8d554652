"""How long to wait for PostHog, and when to give up waiting.

PostHog's throttle sends no `Retry-After` of its own (a proxy might): the seconds stand in the
text, `Expected available in 37 seconds.`; a refusal for too many queries at once names none. An
hourly bucket can announce more than 1000 s. Nobody should sit in a process that long: a wait that
does not fit is raised as `RateLimited`, whose `retry_after` a scheduler can wait instead.
"""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import stamina

from clients.errors import RateLimited, ServiceTrouble
from scans.model import Json

LONGEST_TROUBLE_SECONDS = 5.0
"""Where doubling stops, as in PostHog's own Terraform client."""


@dataclass(frozen=True)
class Patience:
    """Limits of one request with all its attempts. All times in seconds."""

    attempts: int = 5
    max_total_seconds: float = 120.0
    """All waits together; also all polls of one query together."""
    answer_seconds: float = 100.0
    """One attempt. A query may wait 30 s for a slot and run for 60 s on some servers."""
    unannounced_seconds: float = 60.0
    """After a throttle that names no time: the shortest bucket is a minute."""
    concurrency_seconds: tuple[float, float] = (5.0, 30.0)
    """After `Exceeded maximum concurrency limit`: anywhere between, so that two do not collide."""
    trouble_seconds: float = 0.5
    """After a 5xx, half an answer or a broken connection, doubled each time."""
    poll_seconds: float = 1.0
    """Between two looks at a query that runs on."""

    def wait_after(self, error: Exception, attempt: int) -> float:
        """Return the seconds to wait after failed attempt number `attempt` (1-based)."""
        if isinstance(error, RateLimited):
            if error.retry_after is not None:
                return error.retry_after
            if "concurren" in error.detail.casefold():
                return random.uniform(*self.concurrency_seconds)  # noqa: S311 - not a secret
            return self.unannounced_seconds
        doubled = self.trouble_seconds * 2.0 ** (attempt - 1)
        jitter = random.uniform(1.0, 1.2)  # noqa: S311 - not a secret
        return min(doubled, LONGEST_TROUBLE_SECONDS) * jitter


class Waits:
    """The waits of one request: how often it failed, and how much patience is left."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._left = patience.max_total_seconds
        self._failures = 0

    def __call__(self, error: Exception) -> bool | float:
        """Return the wait before the next attempt, or False: the error is raised as it is."""
        # 429, 5xx, the network, half an answer. Asking again changes nothing about a 4xx.
        if not isinstance(error, ServiceTrouble):
            return False
        self._failures += 1
        seconds = self._patience.wait_after(error, self._failures)
        if seconds > self._left:
            return False
        self._left -= seconds
        return seconds


async def patiently(request: Callable[[], Awaitable[Json]], patience: Patience) -> Json:
    """Await `request()` until it answers or patience ends; raises what it raised last."""
    caller = stamina.AsyncRetryingCaller(
        attempts=patience.attempts, timeout=patience.max_total_seconds or None
    )
    return await caller(Waits(patience), request)
