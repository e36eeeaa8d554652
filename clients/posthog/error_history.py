"""What was normal before a deploy: people and sessions by the hour, and how to count them.

Learnt once per deploy, with five queries, six where there are funnels, and a few more where answers
are too large. The first of them tells what the server can do and whom errors name;
everything after counts the same way, and so does every look of the watch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clients.posthog import error_past, error_ways
from clients.posthog.error_counts import began
from clients.posthog.error_past import DAYS, Past
from clients.posthog.error_span import Span
from clients.posthog.usage_rows import DAY, HOUR, Run
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import History
from scans.deploy_watch.settings import DeployWatchSettings, Funnel

__all__ = ["Learnt", "Past", "learn", "past"]

NO_EXPOSURE = "no event carries a session, so errors cannot be told from traffic"


@dataclass(frozen=True)
class Learnt:
    """What is normal and how it was counted, or why nobody can say."""

    history: History | None
    counting: Counting
    why_not: str = ""


async def learn(run: Run, settings: DeployWatchSettings, at: datetime) -> Learnt:
    """Return what was normal in the 28 days before `at`. Raises any `ClientError`."""
    until = began(at)
    span = Span(until - DAYS * DAY, until)
    usual = Counting(exposure=settings.exposure_event)
    counting, errors = await error_ways.errors(run, span, usual)
    counting, sessions = await error_ways.exposure(run, span, counting, settings.release_property)
    if not any(sessions):
        return Learnt(None, counting, NO_EXPOSURE)
    found = await error_past.read(run, span, counting, errors, sessions, settings.funnels)
    return Learnt(found.history(), counting)


async def past(
    run: Run, counting: Counting, until: datetime, hours: int, funnels: Sequence[Funnel] = ()
) -> Past:
    """Return the hours before `until`, cut to the full minute. Raises any `ClientError`.

    Four queries, or more where answers are too large, for at most 56 days.
    """
    end = began(until)
    span = Span(end - hours * HOUR, end)
    errors = await error_ways.read_errors(run, span, counting)
    sessions = await error_ways.read_sessions(run, span, counting)
    return await error_past.read(run, span, counting, errors, sessions, funnels)
