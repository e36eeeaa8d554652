"""The rule at hours at which nothing was deployed: every alarm there is a false one.

What the rule promises holds on made-up projects. Whether it is quiet in this one is measured at
every past two hours without a deploy, before anybody is told anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, inf

from pydantic import AwareDatetime

from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.watch import Watch
from scans.deploy_watch.observations import History, Observed, Rows
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict
from scans.model.base import Model

SLOT_MINUTES = 120
SLOT = timedelta(minutes=SLOT_MINUTES)
"""As long as a deploy is watched; 28 days have 336."""
SETTLED = timedelta(minutes=30)
"""Data of the newest minutes is still to arrive."""
PACE = 3
"""Minutes between two looks."""
BEFORE_PEOPLE, BEFORE_SESSIONS = 60, 180
"""Minutes before T0 that a watch loads, of errors and of sessions."""
SCALES = (1.0, 2.0, 4.0)
"""What the spread is multiplied with, until the rule is quiet."""
LEAST_JUDGED = 60
"""Slots that have to be judged before their silence says anything: those of five days."""


class Slot(Model):
    """Two hours that were watched as if something had been deployed at their beginning."""

    at: AwareDatetime
    verdict: Verdict
    evidence: float = 0.0
    """The highest of any known series at any look; 0 where none was judged."""
    alarm_minute: int | None = None
    series: str = ""
    """Whose alarm it was."""

    @property
    def refused(self) -> bool:
        """Whether nothing could be judged."""
        return self.verdict is Verdict.NOT_ENOUGH_EVIDENCE


class Placebo(Model):
    """All slots, with one spread."""

    scale: float
    """What the project's spread was multiplied with."""
    slots: tuple[Slot, ...]
    """Oldest first."""

    @property
    def alarms(self) -> tuple[Slot, ...]:
        """The slots with a false alarm."""
        return tuple(slot for slot in self.slots if slot.alarm_minute is not None)

    @property
    def refused(self) -> int:
        """How many could not be judged."""
        return sum(slot.refused for slot in self.slots)


@dataclass(frozen=True)
class Stretch:
    """What happened in one stretch of the past, minute by minute."""

    since: datetime
    """A full minute; the stretch has everything that a watch at any of its slots needs."""
    rows: Rows
    """Minutes count from `since`."""
    sessions: Mapping[int, int]
    births: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    """Issues that were first met lately, and the hour in which they were."""


def newest_end(at: datetime) -> datetime:
    """Return the full hour at which the newest slot ends."""
    return (at - SETTLED).replace(minute=0, second=0, microsecond=0)


def free_slots(end: datetime, days: int, deploys: Iterable[datetime] = ()) -> tuple[datetime, ...]:
    """Return where two-hour slots begin in which nothing was deployed, oldest first."""
    taken = {-((deploy - end) // SLOT) - 1 for deploy in deploys}
    count = timedelta(days=days) // SLOT
    return tuple(end - (back + 1) * SLOT for back in reversed(range(count)) if back not in taken)


def replayed(
    at: datetime,
    history: History,
    stretch: Stretch,
    settings: DeployWatchSettings,
    scale: float,
) -> Slot:
    """Watch the two hours from `at` on as if something had been deployed then.

    `history` is what was known at that time; every look gets what had happened by then.
    """
    if not history.sessions:
        # Nothing had ever been heard of the project by then.
        return Slot(at=at, verdict=Verdict.NOT_ENOUGH_EVIDENCE)
    known = baseline(history, settings, tau_scale=settings.tau_scale * scale)
    watch, highest = Watch(known, settings), -inf
    for minute, news in _looks(at, stretch, set(history.issues)):
        watch.add(news)
        found = watch.judge(minute)
        if found.rates is not None:
            highest = max(highest, float(found.rates.log_evidence.max()))
    alarm = watch.state.alarm
    return Slot(
        at=at,
        verdict=watch.verdict,
        evidence=exp(min(highest, _MOST_LOG)),
        alarm_minute=watch.state.alarm_minute,
        series=alarm.series if alarm else "",
    )


def by_spread(
    at: datetime, history: History, stretch: Stretch, settings: DeployWatchSettings
) -> tuple[Slot, ...]:
    """Return the slot with every spread of `SCALES`.

    A wider spread only makes evidence smaller, so it is asked only where a narrower one alarmed.
    """
    slots: list[Slot] = []
    for scale in SCALES:
        if slots and slots[-1].alarm_minute is None:
            slots.append(slots[-1])
        else:
            slots.append(replayed(at, history, stretch, settings, scale))
    return tuple(slots)


_MOST_LOG = 690.0
"""Beyond it a number no longer fits where JSON carries it."""


def _looks(at: datetime, stretch: Stretch, known: set[str]) -> Iterable[tuple[int, Observed]]:
    """Yield the minute of each look, and what has happened since the look before."""
    shift = int((at - stretch.since).total_seconds()) // 60
    rows, sessions = _by_look(stretch, shift)
    young = {issue for issue, first in stretch.births.items() if first >= at} - known
    for minute in range(PACE, SLOT_MINUTES + 1, PACE):
        seen = rows.pop(minute, Rows())
        born = {issue: "" for issue in seen.issue if issue in young}
        yield minute, Observed(seen, sessions.pop(minute, {}), born=born)


def _by_look(stretch: Stretch, shift: int) -> tuple[dict[int, Rows], dict[int, dict[int, int]]]:
    """Return rows and sessions by the look that is the first to see them."""
    columns: defaultdict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    rows = stretch.rows
    for issue, person, minute, events in zip(
        rows.issue, rows.person, rows.minute, rows.events, strict=True
    ):
        if -BEFORE_PEOPLE <= minute - shift < SLOT_MINUTES:
            columns[_look_of(minute - shift)].append((issue, person, minute - shift, events))
    sessions: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for minute, count in stretch.sessions.items():
        if -BEFORE_SESSIONS <= minute - shift < SLOT_MINUTES:
            sessions[_look_of(minute - shift)][minute - shift] = count
    return {look: _rows(found) for look, found in columns.items()}, dict(sessions)


def _look_of(minute: int) -> int:
    return max(PACE, (minute // PACE + 1) * PACE)


def _rows(found: Sequence[tuple[str, str, int, int]]) -> Rows:
    issue, person, minute, events = zip(*found, strict=True)
    return Rows(issue=issue, person=person, minute=minute, events=events)


def why_not(placebo: Placebo) -> str:
    """Return why the silence of these slots says nothing; empty where it does."""
    judged = len(placebo.slots) - placebo.refused
    if judged >= LEAST_JUDGED:
        return ""
    return (
        f"only {judged} of {len(placebo.slots)} past slots could be judged, "
        f"{LEAST_JUDGED} are needed"
    )
