"""Did a declared funnel convert less after the deploy? The rule for errors, turned over.

The unit is a session that took the first step (`x`); of these, `y` took the last one in time. Only
sessions are counted whose time is over: whoever entered a minute ago has not failed to convert.
Evidence is for ratios below one; the spread comes from the hours of the past, as for errors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, exp, log

import numpy as np

from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.curve import FIRST_POINT, curve
from scans.deploy_watch.detector.evidence import (
    LATE_STARTS,
    SHORTEST_WINDOW,
    log_ratio_evidence,
    log_sum,
)
from scans.deploy_watch.detector.guards import LEAST_EXTRA_PEOPLE, ratio, trailing
from scans.deploy_watch.detector.timeline import Floats, Timeline
from scans.deploy_watch.funnels.refused import why_not
from scans.deploy_watch.looks import CurvePoint, FunnelBaseline, SeriesLook, WatchState
from scans.deploy_watch.observations import FunnelHours, FunnelMinutes, History
from scans.deploy_watch.settings import DeployWatchSettings, Funnel

RATIOS = 1 / np.array([1.5, 2, 3, 5, 10])
"""Drops that are looked for, as shares of what is expected."""
PRIOR = np.array([0.30, 0.30, 0.20, 0.12, 0.08])
"""How much of the evidence each of them may use."""
_LOG_PRIOR = np.log(PRIOR)

LATE_MINUTES = 4
"""Minutes a last step may arrive late: some 7 % of the data takes four or more."""
MOST_TRAILING_RATIO = 1 / 1.4
"""Against dips that are over: what is left over the newest sessions whose time is over."""
LEAST_LOST_LATELY = 3.0
RECOVERED_RATIO = 1 / 1.2
"""A funnel that has come back to this share of what is expected has recovered."""
AT_ONCE = 20
"""Evidence so many times what alerts needs no second look, as for errors."""
PREFIX = "funnel:"
"""How the series of funnels begin; no issue is named so."""


@dataclass(frozen=True)
class FunnelLook:
    """One funnel at one look."""

    series: SeriesLook
    """`evidence` is for a drop, `people` and `expected` are sessions that converted, and a `ratio`
    below one is a loss."""
    convinced: bool = False
    """Every condition holds at this look."""
    alarms: bool = False
    """They held at the look before as well, or are overwhelming."""
    recovered: bool = False
    curve: tuple[CurvePoint, ...] = ()
    refused: str = ""
    """Why nothing was judged; empty where something was."""

    @property
    def name(self) -> str:
        """What people call the funnel."""
        return self.series.series.removeprefix(PREFIX)


def funnel_baselines(
    history: History, settings: DeployWatchSettings, *, tau_scale: float = 1.0
) -> tuple[FunnelBaseline, ...]:
    """Return what is normal for every declared funnel whose past is known.

    They share a chance of a false alarm of their own, as large as that of all errors.
    """
    declared = settings.funnels
    return tuple(
        funnel_baseline(
            funnel, history.funnels[funnel.name], settings, 1 / len(declared), tau_scale=tau_scale
        )
        for funnel in declared
        if funnel.name in history.funnels
    )


def funnel_baseline(
    funnel: Funnel,
    hours: FunnelHours,
    settings: DeployWatchSettings,
    weight: float = 1.0,
    *,
    tau_scale: float = 1.0,
) -> FunnelBaseline:
    """Return what is normal for one funnel; `weight` is its share of the evidence of all."""
    # The time of whoever entered in the last hours may not be over.
    known = len(hours.entered) - ceil((funnel.within_minutes + LATE_MINUTES) / 60)
    past = History(hours.entered[: max(known, 0)], hours.converted[: max(known, 0)])
    normal = baseline(past, settings, tau_scale=tau_scale)
    series = normal.series[0].model_copy(update={"series": PREFIX + funnel.name, "weight": weight})
    return FunnelBaseline(
        series=series,
        hours=normal.hours,
        entered_per_minute=normal.sessions_per_minute,
        within_minutes=funnel.within_minutes,
    )


def funnel_look(
    known: FunnelBaseline,
    seen: FunnelMinutes | None,
    state: WatchState,
    settings: DeployWatchSettings,
    *,
    minute: int,
) -> FunnelLook:
    """Judge one funnel at a minute after T0, as far as people have had their time by then.

    `seen` is None where it could not be counted; `state` is that of the look before.
    """
    name = known.series.series
    end = minute - known.within_minutes - LATE_MINUTES
    if refused := why_not(known, seen, end=end, minute=minute):
        quiet = SeriesLook(series=name, evidence=1.0, people=0, expected=0.0, ratio=1.0)
        return FunnelLook(quiet, refused=refused)
    assert seen is not None, "a funnel that was not counted is refused"
    counts = _Counts.of(known, seen, end)
    evidence, onset = counts.evidence()
    y, mu = (float(each[0]) for each in counts.trailing())
    left = float(ratio(np.array(y), np.array(mu)))
    needed = 1 / settings.alpha
    convinced = (
        evidence >= needed
        and counts.enough_lost()
        and left <= MOST_TRAILING_RATIO
        and mu - y >= LEAST_LOST_LATELY
    )
    twice = name in state.convinced or evidence >= AT_ONCE * needed
    total_y, total_mu = counts.since(0)
    return FunnelLook(
        SeriesLook(
            series=name,
            evidence=evidence,
            people=round(total_y),
            expected=total_mu,
            ratio=left,
            onset=onset if convinced else None,
        ),
        convinced=convinced,
        alarms=convinced and twice,
        recovered=counts.recovered(settings.recovery_minutes),
        curve=counts.curve(),
    )


@dataclass(frozen=True)
class _Counts:
    """Sessions whose time is over, by the minute of their first step."""

    entered: Timeline
    converted: Timeline
    theta: float
    """Share that converts."""
    k: float
    weight: float
    end: int

    @classmethod
    def of(cls, known: FunnelBaseline, seen: FunnelMinutes, end: int) -> "_Counts":
        series = known.series
        return cls(
            entered=Timeline.of(_column(seen.entered, end), FIRST_POINT),
            converted=Timeline.of(_column(seen.converted, end)[None], FIRST_POINT),
            theta=series.a / series.b,
            k=series.k,
            weight=series.weight,
            end=end,
        )

    def since(self, start: int) -> tuple[float, float]:
        """Return who converted and how many were expected, of those who entered since then."""
        y = float(self.converted.within(start, self.end)[0])
        return y, float(self.entered.within(start, self.end)) * self.theta

    def evidence(self) -> tuple[float, int]:
        """Return the evidence of a drop, and the minute at which it most likely began."""
        begun = LATE_STARTS[self.end - SHORTEST_WINDOW >= LATE_STARTS]
        said = np.zeros(len(LATE_STARTS))
        for place, start in enumerate(begun.tolist()):
            y, mu = (np.array(each) for each in self.since(start))
            terms = log_ratio_evidence(y, mu, np.array(self.k), RATIOS)
            said[place] = log_sum(terms + _LOG_PRIOR)
        mean = float(log_sum(said)) - log(len(LATE_STARTS)) + log(self.weight)
        return exp(min(mean, _MOST_LOG)), int(LATE_STARTS[int(said.argmax())])

    def enough_lost(self) -> bool:
        """Tell whether enough people are missing in some window."""
        windows = (self.since(start) for start in LATE_STARTS.tolist() if start < self.end)
        return any(mu - y >= LEAST_EXTRA_PEOPLE for y, mu in windows)

    def trailing(self) -> tuple[Floats, Floats]:
        """Return the same over the newest minutes that expect enough."""
        return trailing(self.converted, self._expected(), self.end)

    def _expected(self) -> Timeline:
        return self.entered.scaled(np.array([self.theta]))

    def recovered(self, minutes: int) -> bool:
        """Tell whether as many convert again as should, for so many minutes."""
        if self.end < minutes:
            return False
        y, mu = self.since(self.end - minutes)
        return mu > 0 and (y + 0.5) / (mu + 0.5) >= RECOVERED_RATIO

    def curve(self) -> tuple[CurvePoint, ...]:
        """Return what was expected and what happened, five minutes after five minutes."""
        return curve(self.converted, self._expected(), self.k, 0, self.end)


_MOST_LOG = log(1e300)


def _column(counts: Mapping[int, int], end: int) -> Floats:
    return np.array([counts.get(minute, 0) for minute in range(FIRST_POINT, end)], dtype=np.float64)
