"""How many times likelier a rise makes what was counted than chance: a gamma-Poisson e-process.

Each term is the ratio of two negative binomials of one shape `k`: one whose mean is `r` times what
is expected, and one whose mean is what is expected. While nothing changes such a ratio is a
martingale, so that it may be looked at as often as one likes. Everything is in logarithms: r**y
overflows at a few hundred people.
"""

import numpy as np

from scans.deploy_watch.detector.timeline import Floats, Integers

RATIOS = np.array([1.5, 2, 3, 5, 10, 20, 50])
"""Rises that are looked for, as multiples of what is expected."""
PRIOR = np.array([0.20, 0.25, 0.20, 0.15, 0.10, 0.06, 0.04])
"""How much of the evidence each of them may use: small rises are the common ones."""

LAST_EARLY_MINUTE = 14
"""Until then a restart still shows, and only what came after it is asked."""
EARLY_STARTS = np.array([3])
LATE_STARTS = np.array([6, 12, 20, 30, 45, 60, 80])
"""Minutes at which a rise may have begun."""
LATE_PRIOR = np.array([0.40, 0.15, 0.12, 0.11, 0.10, 0.07, 0.05])
"""What each of them may use: what a deploy breaks, it mostly breaks at once."""
STEP_WORTH = 0.15
"""The same for a later step of the rollout, before all of them are made one again."""
EARLY_SHARE, LATE_SHARE = 0.35, 0.65
"""What the two may use of the evidence: together one."""
SHORTEST_WINDOW = 3
"""Minutes; a shorter window says nothing, so its evidence is one."""

_LOG_RATIOS, _LOG_PRIOR = np.log(RATIOS), np.log(PRIOR)


def log_ratio_evidence(y: Floats, mu: Floats, k: Floats, r: Floats) -> Floats:
    """Return the logarithm of the evidence for a rise to r times what is expected.

    `y` people where `mu` are expected, shape `k`, ratio `r`; all broadcast. Where nothing is
    expected nothing is said: 0.
    """
    said = y * np.log(r) + (k + y) * (np.log(k + mu) - np.log(k + r * mu))
    return np.where(mu > 0, said, 0.0)


def log_evidence(y: Floats, mu: Floats, k: Floats) -> Floats:
    """Return the logarithm of the evidence for any rise, of the broadcast shape of all three."""
    y, mu, k = y[..., None], mu[..., None], k[..., None]
    said = y * _LOG_RATIOS + (k + y) * (np.log(k + mu) - np.log(k + RATIOS * mu))
    return np.where(mu[..., 0] > 0, log_sum(said + _LOG_PRIOR), 0.0)


def log_sum(terms: Floats) -> Floats:
    """Return the logarithm of the sum of exponentials along the last axis."""
    top = terms.max(axis=-1)
    summed: Floats = top + np.log(np.exp(terms - top[..., None]).sum(axis=-1))
    return summed


def starts_at(minute: int, steps: tuple[int, ...] = ()) -> tuple[Integers, Floats]:
    """Return the minutes at which a rise may have begun, and the logarithm of their shares.

    Seen from a minute after T0. Every later step of the rollout (`steps`) is a start as well:
    errors may come with it. The shares of both kinds of looks together are one.
    """
    if minute <= LAST_EARLY_MINUTE:
        return EARLY_STARTS, np.log([EARLY_SHARE])
    later = [step for step in steps if step > LATE_STARTS[0] and step not in LATE_STARTS]
    starts = np.array([*LATE_STARTS, *later])
    prior = np.array([*LATE_PRIOR, *[STEP_WORTH] * len(later)])
    return starts, np.log(LATE_SHARE * prior / prior.sum())


def log_mixture(said: Floats, starts: Integers, log_shares: Floats, minute: int) -> Floats:
    """Return the logarithm of the mixed evidence of all starts, the last axis of `said`.

    A start that is still to come, or that has hardly begun, counts as evidence of one.
    """
    return log_sum(np.where(starts <= minute - SHORTEST_WINDOW, said, 0.0) + log_shares)
