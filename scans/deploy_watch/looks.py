"""What one look says, and what the next one has to know of it. These cross Temporal's history."""

from pydantic import Field

from scans.deploy_watch.counting import Counting
from scans.deploy_watch.verdicts import Verdict
from scans.model.base import Model


class SeriesBaseline(Model):
    """What is expected of one series: its rate, and how far it strays by itself."""

    series: str
    a: float
    """People of the past, at the rate that the hour after T0 is expected to have."""
    b: float
    """Sessions that go with them. Expected people are sessions times a/b, just after T0."""
    k: float
    """Shape of that hour: the smaller, the wider the counts of this series stray."""
    tau2: float
    """Variance of the relative deviation of its rate from what is usual."""
    memory_minutes: float = 60.0
    """Minutes after which 1/e of a deviation is left."""
    level: float = 0.0
    """Relative deviation from what is usual, at T0: it fades, and the usual rate remains."""
    known: float = 0.0
    """Variance of the deviation at T0 that the last hours explain."""
    weight: float
    """Share of the evidence that this series may use up; all together make one."""
    people_per_hour: float


class FunnelBaseline(Model):
    """What is expected of one declared funnel."""

    series: SeriesBaseline
    """Of sessions that convert per session that enters; named `funnel:` and the funnel's name."""
    hours: int
    """Of its past behind it."""
    entered_per_minute: float
    """Pace of the last three hours before T0."""
    within_minutes: int
    """Time from the first step to the last."""


class Baseline(Model):
    """What is normal at a deploy, once computed and then carried along."""

    series: tuple[SeriesBaseline, ...]
    """The total first."""
    hours: int
    """Of history behind it."""
    sessions_per_minute: float
    """Pace of the last three hours before T0."""
    people_for_new: int
    """People whom a new issue has to reach before anybody is told."""
    people_for_new_here: int
    """The same, where its top frame lies in a file that the deploy changed."""
    counting: Counting = Counting()
    """How its people and sessions were counted, so that every look counts them the same way."""
    funnels: tuple[FunnelBaseline, ...] = ()
    """Of the declared funnels whose past is known."""


class SeriesLook(Model):
    """One series at one look."""

    series: str
    evidence: float
    """S: how many times likelier a rise makes these counts than chance, weighted."""
    people: int
    expected: float
    ratio: float
    """Over the trailing window: whether it still goes on."""
    onset: int | None = None
    """Minute after T0 at which the rise began, as far as the counts tell."""
    new: bool = False
    """An issue without a past: there is nothing to expect of it."""
    on_new_share: float | None = None
    """Share of the people beyond the expected ones who are on the new release."""
    old_rising: bool | None = None
    """Whether the old release is hit as much; None where there is none left to compare with."""


class CurvePoint(Model):
    """Five minutes of a curve: what was expected and what happened."""

    minute: int
    """Where the five minutes begin, after T0."""
    people: int
    expected: float
    low: float
    high: float
    """The band in which nineteen of twenty quiet deploys stay."""


class WatchState(Model):
    """What the next look has to know of the ones before."""

    looks: int = 0
    refused: int = 0
    last_refused: bool = False
    convinced: tuple[str, ...] = ()
    """Series that fulfilled every condition at the last look; the alert needs two in a row."""
    convinced_alone: tuple[str, ...] = ()
    """The same, had there been no old release to compare with."""
    lifts: dict[str, float] = Field(default_factory=dict[str, float])
    """The last lift of each series, for when the old release is gone."""
    held_back: bool = False
    """The old release held an alert back: it rose too."""
    held_series: str = ""
    """The series of that alert, the last one."""
    came_late: bool = False
    """Errors rose so long after the traffic had moved that nobody is told; nor is it quiet."""
    alarm: SeriesLook | None = None
    alarm_minute: int | None = None
    steps: tuple[int, ...] = ()
    """Minutes after T0 at which more of the traffic moved to the new release."""


class Look(Model):
    """What is known at one look."""

    minute: int
    """Minutes after T0, up to which everything has been counted; one before the clock."""
    verdict: Verdict
    """What would be said if the watch ended here."""
    alarm: SeriesLook | None = None
    """The series that alerts at this look; None while nothing does. Stays, once it is there."""
    alarm_minute: int | None = None
    """The look at which the alarm was first there."""
    in_evidence: tuple[SeriesLook, ...] = ()
    """Series with evidence of 20 or more, and new issues; the strongest first."""
    refused: str = ""
    """Why nothing was judged at this look; empty where something was."""
    log: str = ""
    """One line for people who follow the watch: what was seen and what is still missing."""
    recovered: bool = False
    """The trailing ratio of the alarm has stayed below 1.2 for half an hour."""
    curve: tuple[CurvePoint, ...] = ()
    """Of the alarm's series, or of the total; empty where nothing could be read."""
    state: WatchState
