"""The new release against the old one, at the same time: what only the deploy can have changed.

Traffic, the weekday and an outage of somebody else hit both releases alike. Where sessions and
errors carry the release and the traffic moves bit by bit, the old release is the control. Strata of
five minutes are compared each by itself: the new release's share grows while the level of errors
moves, and in one pool the busy minutes would be the new release's.
"""

from dataclasses import dataclass

import numpy as np

from scans.deploy_watch.detector.evidence import log_evidence, log_ratio_evidence
from scans.deploy_watch.detector.guards import (
    LEAST_EXTRA_PEOPLE,
    LEAST_TRAILING_PEOPLE,
    LEAST_TRAILING_RATIO,
    Flags,
    ratio,
)
from scans.deploy_watch.detector.onset import onset
from scans.deploy_watch.detector.people import Counted
from scans.deploy_watch.detector.series import Expected
from scans.deploy_watch.detector.timeline import Floats, Integers, Timeline

STRATUM = 5
"""Minutes."""
LEAST_OLD_SESSIONS, LEAST_OLD_SHARE = 5.0, 0.05
"""Sessions of the old release in a stratum, and their share, without which it is no control."""
LEAST_TAGGED_SHARE = 0.9
"""Share of the rows since T0 that carry a release; with fewer nothing is compared."""
GONE_MINUTES = 10
"""Minutes since the last stratum with both after which the old release counts as gone."""

LIFT_STRATA = (12, 4, 2, 1)
LEAST_LIFT, LEAST_LIFT_EVIDENCE = 1.5, 5.0
"""A rise on the old release: how large, and how much evidence it takes to believe in it."""
LOG_OUTAGE = np.log(100)
"""Evidence on the old release that something else broke; it may hit any error a little."""
LOG_DESPITE_OUTAGE = np.log(5)
"""Evidence that the new release is worse, without which nothing alerts beside such an outage. Where
the old release is gone, what began before it went does not alert."""
LEAST_SUPPORTED_RATIO = 1.5
WARM_UP = 10
"""Minutes after T0 during which a fresh release may stumble."""
LAST_STRATA = 4
HEALTHY_DIFFERENCE = 0.15
"""How far two healthy releases may differ, as a standard deviation of their ratio."""
OWN_SHARE = 0.5
"""What the comparison may use of the evidence."""


@dataclass(frozen=True)
class Exposure:
    """Sessions by minute, of both releases together and of each; known ones only."""

    all: Timeline
    old: Timeline
    new: Timeline


@dataclass(frozen=True)
class Compared:
    """What the old release says; all of shape (series,)."""

    lift: Floats
    """How many times what was expected is what the old release has: 1 where it did not rise."""
    lift_people: Floats
    """People on the old release who say so."""
    supported: Flags
    """Whether the old release allows that the deploy raised it."""
    log_evidence: Floats
    """That the new release is worse than the old one, weighted."""
    alerting: Flags
    present: bool
    """Whether the old release is still there to be compared with."""


@dataclass(frozen=True)
class Strata:
    """People (series, strata) and sessions (strata,) of old and new, where both are there."""

    y0: Floats
    usual0: Floats
    """People on the old release whom the past lets expect."""
    x0: Floats
    y1: Floats
    x1: Floats
    starts: Integers

    def last(self, count: int) -> "Strata":
        """Return the last strata."""
        kept = slice(max(0, len(self.starts) - count), None)
        return self._of(kept)

    def since(self, minute: int) -> "Strata":
        """Return the strata that begin at a minute or later."""
        return self._of(slice(int(np.searchsorted(self.starts, minute)), None))

    def _of(self, kept: slice) -> "Strata":
        return Strata(
            y0=self.y0[:, kept],
            usual0=self.usual0[:, kept],
            x0=self.x0[kept],
            y1=self.y1[:, kept],
            x1=self.x1[kept],
            starts=self.starts[kept],
        )


def compared(
    counted: Counted,
    exposure: Exposure,
    expected: Expected,
    minute: int,
    trailing: Floats,
    ready: Flags,
) -> Compared | None:
    """Return what the old release says at a minute; None where nothing can be compared.

    `trailing` are the ratios of the series to their past over the trailing window, and `ready` are
    those that would alert if there were no old release.
    """
    if counted.tagged_rows < LEAST_TAGGED_SHARE * counted.rows:
        return None
    strata = paired(counted, exposure, expected, minute)
    if not len(strata.starts):
        return None
    present = bool(strata.starts[-1] >= minute - GONE_MINUTES)
    lift, lift_people, outage = _lift(strata, expected)
    supported, alerting = np.ones(len(lift), dtype=bool), np.zeros(len(lift), dtype=bool)
    said = np.full(len(lift), -np.inf)
    if present:
        y, mu, k = against_old(strata.last(LAST_STRATA), expected.theta)
        least = np.maximum(LEAST_SUPPORTED_RATIO, trailing)
        supported = log_ratio_evidence(y, mu, k, least) >= (LOG_DESPITE_OUTAGE if outage else 0)
        said, alerting = _own(strata.since(WARM_UP), expected)
    elif outage and ready.any():
        usual, gone = expected.people(exposure.all), int(strata.starts[-1])
        for row in np.flatnonzero(ready).tolist():
            began = onset(counted.people, usual, row, minute)
            supported[row] = began is None or began >= gone
    return Compared(lift, lift_people, supported, said, alerting, present)


def paired(counted: Counted, exposure: Exposure, expected: Expected, minute: int) -> Strata:
    """Return the strata since T0 in which the old release is there to compare with."""
    starts = np.arange(0, minute, STRATUM)
    ends = np.minimum(starts + STRATUM, minute)
    x0, x1 = exposure.old.within(starts, ends), exposure.new.within(starts, ends)
    both = (x0 >= LEAST_OLD_SESSIONS) & (x0 >= LEAST_OLD_SHARE * (x0 + x1))
    starts, ends = starts[both], ends[both]
    series = len(expected.names)
    return Strata(
        y0=counted.on_old.head(series).within(starts, ends),
        usual0=expected.people(exposure.old).within(starts, ends),
        x0=x0[both],
        y1=counted.on_new.head(series).within(starts, ends),
        x1=x1[both],
        starts=starts,
    )


def against_old(strata: Strata, theta: Floats) -> tuple[Floats, Floats, Floats]:
    """Return people on the new release, how many the old one lets expect, and the shape.

    Stratum by stratum, each rate drawn towards that of all of them with the weight of two people.
    """
    y0, x0, x1 = strata.y0, strata.x0, strata.x1
    pooled = (y0.sum(axis=1) + 1) / (x0.sum() + 1 / theta)
    steadied = x0 + 2 / pooled[:, None]
    rate = (y0 + 2) / steadied
    mu = (x1 * rate).sum(axis=1)
    squared = (x1**2 * rate / steadied).sum(axis=1)
    variance = np.divide(squared, mu**2, out=np.zeros_like(mu), where=mu > 0)
    known = np.maximum(variance, 1 / (y0.sum(axis=1) + 1))
    return strata.y1.sum(axis=1), mu, 1 / (known + HEALTHY_DIFFERENCE**2)


def _lift(strata: Strata, expected: Expected) -> tuple[Floats, Floats, bool]:
    """Return how far the old release rose against the past, the largest that is believed.

    And the people who say so, and whether any series rose there beyond doubt.
    """
    outage = False
    lift, people = np.ones(len(expected.theta)), np.full(len(expected.theta), np.inf)
    for count in LIFT_STRATA:
        last = strata.last(count)
        y0, mu = last.y0.sum(axis=1), last.usual0.sum(axis=1)
        rose = ratio(y0, mu)
        if not (rose >= LEAST_LIFT).any():
            continue
        k = expected.shape(last.starts[:1], int(last.starts[-1]) + STRATUM)[:, 0]
        said = log_evidence(y0, mu, k)
        believed = said >= np.log(LEAST_LIFT_EVIDENCE)
        outage |= bool(((rose >= LEAST_LIFT) & (said >= LOG_OUTAGE)).any())
        larger = (rose >= LEAST_LIFT) & believed & (rose > lift)
        lift, people = np.where(larger, rose, lift), np.where(larger, y0, people)
    return lift, people, outage


def _own(strata: Strata, expected: Expected) -> tuple[Floats, Flags]:
    """Return the evidence that new is worse than old, and where all but its size is fulfilled."""
    series = len(expected.theta)
    said, enough = np.full(series, -np.inf), np.zeros(series, dtype=bool)
    if len(strata.starts) < 2:
        return said, enough
    for part in (strata, strata.last(LAST_STRATA)):
        y, mu, k = against_old(part, expected.theta)
        said = np.maximum(said, log_evidence(y, mu, k))
        enough |= y - mu >= LEAST_EXTRA_PEOPLE
    y, mu, _ = against_old(strata.last(2), expected.theta)
    there = (ratio(y, mu) >= LEAST_TRAILING_RATIO) & (y >= LEAST_TRAILING_PEOPLE)
    return said + np.log(OWN_SHARE) + expected.log_weight, enough & there
