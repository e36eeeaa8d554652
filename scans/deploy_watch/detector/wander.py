"""How far the rate of errors strays by itself, and how soon it comes back.

The rate of a series is taken to wander around what is usual: `tau2` is the variance of its relative
deviation, and a deviation halves in about 0.7 `memory`. Both are read off the covariance of the
hours of the past. It follows what to expect after T0: today's deviation, which fades, and a spread
that grows with the distance from T0 and shrinks with the length of a window. The last hours speak
for the next one only as far as this series has shown that they do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scans.deploy_watch.detector.timeline import Floats, Integers

LEAST_TAU, MOST_TAU2 = 0.08, 1.5
"""No series is foretold better than to 8 %, and none is believed to stray more than this."""
SAFETY = 0.7
"""What the variance is multiplied with. Hours of small old incidents remain in the past and raise
it; so much of it keeps simulated quiet deploys quiet."""
PRIOR_TAU2, PRIOR_WORTH = 0.04, 30.0
"""Spread of a series without a past of its own, and the sum of squared expectations it is worth."""
PRIOR_MEMORY, PRIOR_MEMORY_WORTH = 60.0, 300.0
"""The same for its memory, in minutes."""
MEMORIES = np.geomspace(15, 1440, 60)
"""Memories that are tried, in minutes: shorter ones leave no trace in hours."""
LAGS = (1, 2, 3)
"""Hours apart whose covariance tells the memory."""
LAST_HOURS = 6
"""Hours before T0 that tell today's deviation."""
LEAST_LEVEL, MOST_LEVEL = -0.7, 4.0

INCIDENT_DEVIATIONS, INCIDENT_PEOPLE, FIRST_INCIDENT_TAU2 = 4.0, 3.0, 0.25
"""An hour so far above what is usual was an incident, and says nothing of quiet ones; at first with
a generous spread, then twice with that of the series."""
PASSES = 3
LASTING_HOURS = 24
"""Hours of which more than half are too many are no incident: they are what is usual now."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Wander:
    """How the rate of each series wanders; all columns of shape (series,)."""

    usual: Floats
    """People per session."""
    tau2: Floats
    memory: Floats
    """Minutes after which 1/e of a deviation is left."""
    level: Floats
    """Relative deviation from what is usual, at T0."""
    known: Floats
    """Variance of the deviation at T0 that the last hours explain."""

    def fading(self, starts: Integers, end: int) -> Floats:
        """Return what is left of today's deviation over windows after T0; (series, starts)."""
        memory = self.memory[:, None]
        length = np.maximum(end - starts, 1) / memory
        left: Floats = np.exp(-starts / memory) * (1 - np.exp(-length)) / length
        return left

    def shape(self, starts: Integers, end: int) -> Floats:
        """Return the shape k of the counts of windows after T0, (series, starts).

        The mean deviation of a long window strays less than that of a short one, and of a window
        just after T0 more is known than of a late one.
        """
        length = np.maximum(end - starts, 1) / self.memory[:, None]
        strays = self.tau2[:, None] * 2 * (length - 1 + np.exp(-length)) / length**2
        known = self.known[:, None] * self.fading(starts, end) ** 2
        k: Floats = 1 / (np.maximum(strays - known, 0) + LEAST_TAU**2)
        return k


def wander(people: Floats, sessions: Floats) -> Wander:
    """Return how the rates wander; `people` (series, hours) with the total first, oldest first.

    Without any hour nothing is known, and everything is a guess that nobody may judge by.
    """
    if not sessions.size:
        ones = np.ones(len(people))
        tau2 = ones * PRIOR_TAU2
        return Wander(
            usual=ones, tau2=tau2, memory=ones * PRIOR_MEMORY, level=0 * ones, known=0 * ones
        )
    usual, quiet = _usual(people, sessions)
    mu = sessions * usual[:, None]
    off = np.where(quiet, people - mu, 0.0)
    expected = np.where(quiet, mu, 0.0)
    hourly, worth = _variance(off, expected)
    prior = max(float(hourly[0]), PRIOR_TAU2)
    hourly = (hourly * worth + prior * PRIOR_WORTH) / (worth + PRIOR_WORTH)
    memory = _memory(off, expected, hourly, worth)
    hours = 60 / memory
    tau2 = np.clip(SAFETY * hourly / _within_an_hour(hours), LEAST_TAU**2, MOST_TAU2)
    level, known = _today(off, mu, quiet, tau2, hours)
    return Wander(usual, tau2, memory, level, known)


def _usual(people: Floats, sessions: Floats) -> tuple[Floats, Flags]:
    """Return people per session in quiet hours, and which hours were quiet."""
    quiet = np.ones(people.shape, dtype=bool)
    tau2 = np.full(len(people), FIRST_INCIDENT_TAU2)
    usual = _rate(people, sessions, quiet)
    for _ in range(PASSES):
        mu = sessions * usual[:, None]
        most = INCIDENT_DEVIATIONS * np.sqrt(mu + tau2[:, None] * mu**2) + INCIDENT_PEOPLE
        loud = people - mu > most
        quiet = ~loud | _lasting(loud)
        usual = _rate(people, sessions, quiet)
        mu = sessions * usual[:, None]
        hourly, worth = _variance(np.where(quiet, people - mu, 0.0), np.where(quiet, mu, 0.0))
        tau2 = (hourly * worth + max(float(hourly[0]), PRIOR_TAU2) * PRIOR_WORTH) / (
            worth + PRIOR_WORTH
        )
    return usual, quiet


def _lasting(loud: Flags) -> Flags:
    """Return where most of the hours before were loud as well."""
    sums = np.cumsum(loud, axis=1, dtype=np.int64)
    sums[:, LASTING_HOURS:] -= sums[:, :-LASTING_HOURS].copy()
    lasting: Flags = sums > LASTING_HOURS / 2
    return lasting


def _rate(people: Floats, sessions: Floats, counted: Flags) -> Floats:
    """Return people per session in some hours: never zero, nor infinite."""
    exposed = np.maximum((sessions * counted).sum(axis=1), 1.0)
    rate: Floats = ((people * counted).sum(axis=1) + 0.5) / exposed
    return rate


def _variance(off: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Return the variance of hourly deviations beyond chance, and what it is worth."""
    worth = (expected**2).sum(axis=1)
    left = np.maximum(0.0, (off**2 - expected).sum(axis=1))
    return np.divide(left, worth, out=np.zeros_like(left), where=worth > 0), worth


def _memory(off: Floats, expected: Floats, hourly: Floats, worth: Floats) -> Floats:
    """Return the memory whose covariances come closest to those of the hours."""
    hours = 60 / MEMORIES
    ratios = np.stack([_hours_apart(hours, lag) / _within_an_hour(hours) for lag in LAGS], axis=1)
    prior = hourly[:, None] * ratios[np.abs(MEMORIES - PRIOR_MEMORY).argmin()]
    seen = np.stack([_covariance(off, expected, lag) for lag in LAGS], axis=1)
    drawn = (seen * worth[:, None] + prior * PRIOR_MEMORY_WORTH) / (
        worth[:, None] + PRIOR_MEMORY_WORTH
    )
    missed = (drawn[:, None, :] - hourly[:, None, None] * ratios) ** 2
    best: Floats = MEMORIES[missed.sum(axis=2).argmin(axis=1)]
    return best


def _covariance(off: Floats, expected: Floats, lag: int) -> Floats:
    both = (expected[:, lag:] * expected[:, :-lag]).sum(axis=1)
    together = (off[:, lag:] * off[:, :-lag]).sum(axis=1)
    return np.divide(together, both, out=np.zeros_like(both), where=both > 0)


def _within_an_hour(hours: Floats) -> Floats:
    """Return the variance of an hour's mean deviation, as a share of tau2; memory is 1/hours."""
    share: Floats = 2 * (hours - 1 + np.exp(-hours)) / hours**2
    return share


def _hours_apart(hours: Floats, lag: int) -> Floats:
    """Return the covariance of the means of two hours, as a share of tau2."""
    share: Floats = ((1 - np.exp(-hours)) / hours) ** 2 * np.exp(-(lag - 1) * hours)
    return share


def _today(
    off: Floats, mu: Floats, quiet: Flags, tau2: Floats, hours: Floats
) -> tuple[Floats, Floats]:
    """Return the best linear guess of the deviation at T0, and the variance that it explains."""
    hours_back = slice(None, -LAST_HOURS - 1, -1)
    off, mu, quiet = off[:, hours_back], mu[:, hours_back], quiet[:, hours_back]
    count = len(off[0])
    lags = np.arange(count, dtype=np.int64)
    between = np.stack([_hours_apart(hours, lag) for lag in range(1, count + 1)], axis=1)
    apart = np.abs(lags[:, None] - lags)
    shared = between[:, np.maximum(apart - 1, 0)]
    shared = np.where(apart == 0, _within_an_hour(hours)[:, None, None], shared)
    heard = quiet & (mu > 0)
    # An hour that tells nothing is one with endless noise.
    noise = np.divide(1.0, mu, out=np.full_like(mu, np.inf), where=heard)
    noise = np.minimum(noise, 1e6)
    covariance = tau2[:, None, None] * shared + noise[:, :, None] * np.eye(count)
    now = tau2[:, None] * ((1 - np.exp(-hours)) / hours)[:, None] * np.exp(-lags * hours[:, None])
    gain = np.linalg.solve(covariance, now[..., None])[..., 0]
    deviation = np.divide(off, mu, out=np.zeros_like(mu), where=heard)
    level = np.clip((gain * deviation).sum(axis=1), LEAST_LEVEL, MOST_LEVEL)
    return level, (gain * now).sum(axis=1)
