"""The curve of one series: what was expected, what happened, and how far quiet deploys stray."""

import numpy as np

from scans.deploy_watch.detector.timeline import Floats, Timeline
from scans.deploy_watch.looks import CurvePoint

POINT_MINUTES = 5
FIRST_POINT = -30
"""Minutes; the half hour before T0 shows what it was like."""
BAND = (0.025, 0.975)
"""Nineteen of twenty."""
_FAR = 12.0
"""Standard deviations above the mean, where a negative binomial has nothing left to add."""


def curve(
    people: Timeline, expected: Timeline | None, k: float, row: int, minute: int
) -> tuple[CurvePoint, ...]:
    """Return the whole five-minute points of a series up to a minute; the last one may be missing.

    `k` is the shape of its counts; without a past (`expected` None) the band is empty.
    """
    starts = np.arange(FIRST_POINT, minute - POINT_MINUTES + 1, POINT_MINUTES)
    seen = people.within(starts, starts + POINT_MINUTES)[row]
    mu = np.zeros(len(starts))
    if expected is not None:
        mu = expected.within(starts, starts + POINT_MINUTES)[row]
    points = zip(starts.tolist(), seen.tolist(), mu.tolist(), strict=True)
    return tuple(_point(start, int(y), expected, k) for start, y, expected in points)


def _point(minute: int, people: int, expected: float, k: float) -> CurvePoint:
    low, high = band(expected, k)
    return CurvePoint(minute=minute, people=people, expected=expected, low=low, high=high)


def band(mu: float, k: float) -> tuple[float, float]:
    """Return the ends of the band of a negative binomial of mean `mu` and shape `k`."""
    if mu <= 0:
        return 0.0, 0.0
    counts = np.arange(1, int(mu + _FAR * np.sqrt(mu + mu**2 / k)) + 10)
    steps: Floats = np.log((counts - 1 + k) / counts) + np.log(mu / (k + mu))
    chances = np.exp(np.concatenate([[0.0], np.cumsum(steps)]) + k * np.log(k / (k + mu)))
    low, high = np.searchsorted(np.cumsum(chances), BAND)
    return float(low), float(high)
