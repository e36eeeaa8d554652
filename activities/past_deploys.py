"""From a project's past to the placebo report: the rule, where there was nobody to blame.

Hours are read once, for 28 days more than are replayed, so that every slot knows what a deploy at
its beginning would have known. Minutes are read in stretches that one answer holds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from activities.watch_payloads import PlaceboReport
from activities.wiring import OpenPostHog
from clients.apart import apart
from clients.errors import ClientError
from clients.posthog import PostHog, error_counts, error_history
from clients.posthog.usage_rows import HOUR, is_cut
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.replay.placebo import (
    BEFORE_SESSIONS,
    SCALES,
    SLOT,
    Placebo,
    Slot,
    Stretch,
    by_spread,
    free_slots,
    newest_end,
    why_not,
)
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict
from scans.evidence.deploys import ANNOTATIONS, announced
from scans.evidence.sources import Sources
from scans.model import Documents

DAYS = 28
HISTORY_DAYS = 28
"""What a watch knows of the time before its deploy."""
ROWS_AT_ONCE = 15_000
"""Rows that a stretch is expected to have; an answer holds three times as many."""
ROWS_OF_A_PERSON = 2.0
"""Minutes in which somebody who fails in an hour fails in it, roughly."""
MOST_AT_ONCE = timedelta(days=7)
"""Ten thousand minutes of sessions."""
BEFORE = timedelta(minutes=BEFORE_SESSIONS)


@dataclass(frozen=True)
class PastReplayed:
    """The report, and every slot behind it."""

    report: PlaceboReport
    placebos: tuple[Placebo, ...] = ()
    """With the project's own spread, twice and four times of it; none where nothing was read."""
    notes: tuple[str, ...] = ()
    """What makes the report less sure than it looks: one sentence each."""


async def replay_past(
    open_posthog: OpenPostHog,
    settings: DeployWatchSettings,
    project: str,
    at: datetime,
    days: int = DAYS,
    *,
    deploys: Sequence[datetime] = (),
    heartbeat: Callable[[str], None] = lambda _: None,
) -> PastReplayed:
    """Watch every two hours of the last days in which nothing was deployed.

    `deploys` are known besides those of the project's annotations. Every stretch has a budget of
    queries of its own; a busy project takes some sixty in all. Raises any `ClientError`.
    """
    end = newest_end(at)
    heartbeat("learning how this project counts")
    async with open_posthog() as posthog:
        learnt = await error_history.learn(posthog.query, settings, end)
    if learnt.history is None:
        return PastReplayed(PlaceboReport(project=project, as_of=end, blind=learnt.why_not))
    heartbeat("reading hours")
    async with open_posthog() as posthog:
        hours = (days + HISTORY_DAYS) * 24
        past = await error_history.past(posthog.query, learnt.counting, end, hours)
        annotated, note = await _annotated(posthog)
    replay = _Replay(open_posthog, learnt.counting, past, settings, end)
    found: list[tuple[Slot, ...]] = []
    for stretch in replay.stretches(free_slots(end, days, (*deploys, *annotated))):
        heartbeat(f"replaying {stretch[0]:%d %b}")
        found += await replay.slots(stretch)
    return _told(project, end, found, (*learnt.counting.notes, *note))


async def _annotated(posthog: PostHog) -> tuple[list[datetime], tuple[str, ...]]:
    """Return the deploys that annotations tell of, or why nobody knows them."""
    try:
        rows = await posthog.annotations()
    except ClientError as error:
        return [], (f"a slot may hold a deploy: {error}",)
    documents = Documents({ANNOTATIONS: rows.document()})
    return [one.at for one in announced(Sources(documents, (ANNOTATIONS,)))], ()


@dataclass(frozen=True)
class _Replay:
    """The past of one project, hour by hour; its minutes are read when they are needed."""

    open_posthog: OpenPostHog
    counting: Counting
    past: error_history.Past
    settings: DeployWatchSettings
    end: datetime

    def stretches(self, slots: Sequence[datetime]) -> Iterator[Sequence[datetime]]:
        """Put slots together as long as one answer should hold what is between them."""
        together: list[datetime] = []
        for slot in slots:
            if together and not self._fits(together[0], slot + SLOT):
                yield together
                together = []
            together.append(slot)
        if together:
            yield together

    def _fits(self, begin: datetime, end: datetime) -> bool:
        hours = len(self.past.users)
        first, last = (hours - hours_between(at, self.end) for at in (begin, end))
        rows = sum(self.past.users[max(0, first) : last]) * ROWS_OF_A_PERSON
        return end - begin <= MOST_AT_ONCE and rows <= ROWS_AT_ONCE

    async def slots(self, stretch: Sequence[datetime]) -> list[tuple[Slot, ...]]:
        """Replay the slots of a stretch, each with every spread.

        What one answer does not hold is halved; two hours that are still too much are refused, as
        a look at them would have been.
        """
        since, until = stretch[0] - BEFORE, stretch[-1] + SLOT
        try:
            async with self.open_posthog() as posthog:
                read = await error_counts.minutes(posthog.query, self.counting, since, until)
        except ClientError as error:
            if not is_cut(error):
                raise
            half = len(stretch) // 2
            if half == 0:
                refused = Slot(at=stretch[0], verdict=Verdict.NOT_ENOUGH_EVIDENCE)
                return [(refused,) * len(SCALES)]
            return [*await self.slots(stretch[:half]), *await self.slots(stretch[half:])]
        known = Stretch(since, read.rows, read.sessions, self._births())
        # Seconds of the processor, which nobody else in this process should have to wait for.
        return await apart(judged, self.past, self.end, stretch, known, self.settings)

    def _births(self) -> dict[str, datetime]:
        begin = self.end - timedelta(hours=len(self.past.users))
        born = self.past.births.items()
        return {issue: begin + timedelta(hours=hour) for issue, (hour, _) in born}


def judged(
    past: error_history.Past,
    end: datetime,
    slots: Sequence[datetime],
    stretch: Stretch,
    settings: DeployWatchSettings,
) -> list[tuple[Slot, ...]]:
    """Return each slot with every spread; `past` ends at `end`, and `stretch` holds the slots."""
    return [
        by_spread(at, past.history(before=hours_between(at, end)), stretch, settings)
        for at in slots
    ]


def hours_between(begin: datetime, end: datetime) -> int:
    """Return the whole hours from one time to the other."""
    return int((end - begin).total_seconds()) // HOUR


def _told(
    project: str, end: datetime, found: Sequence[tuple[Slot, ...]], notes: tuple[str, ...]
) -> PastReplayed:
    by_scale = zip(*found, strict=True) if found else ((),) * len(SCALES)
    placebos = tuple(
        Placebo(scale=scale, slots=slots) for scale, slots in zip(SCALES, by_scale, strict=True)
    )
    own, doubled, fourfold = placebos
    report = PlaceboReport(
        project=project,
        as_of=end,
        slots=len(own.slots),
        alarms=len(own.alarms),
        alarms_doubled=len(doubled.alarms),
        alarms_fourfold=len(fourfold.alarms),
        refused=own.refused,
        blind=why_not(own),
    )
    return PastReplayed(report, placebos, notes)
