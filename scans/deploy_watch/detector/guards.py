"""What has to hold besides the evidence before anybody is told. One guard per way to be wrong."""

import numpy as np
from numpy.typing import NDArray

from scans.deploy_watch.detector.evidence import LAST_EARLY_MINUTE
from scans.deploy_watch.detector.timeline import Floats, Timeline

LEAST_EXTRA_PEOPLE = 6.0
"""Against small numbers: people beyond those expected, in some window."""
TRAILING_WINDOWS = np.array([5, 10, 20, 30])
"""Minutes; the shortest that expects enough people tells whether it still goes on."""
PEOPLE_IN_A_TRAILING_WINDOW = 5.0
LEAST_TRAILING_RATIO, LEAST_TRAILING_PEOPLE = 1.7, 3
"""Against bursts that are over."""
FIRST_ALERT_MINUTE = 6
RESTART_RATIO, RESTART_DECLINE = 3.0, 0.9
"""Against start-up errors, which fade: the last three minutes and those before them."""

Flags = NDArray[np.bool_]


def ratio(y: Floats, mu: Floats) -> Floats:
    """Return how many times what is expected was counted, steadied by half a person."""
    return (y + 0.5) / (mu + 0.5)


def enough_people(y: Floats, mu: Floats) -> Flags:
    """Return per series whether there are people enough too many in some window (last axis)."""
    return np.any(y - mu >= LEAST_EXTRA_PEOPLE, axis=-1, keepdims=True)[..., 0]


def trailing(people: Timeline, expected: Timeline, minute: int) -> tuple[Floats, Floats]:
    """Return people and expected ones over the trailing window of each series."""
    starts = np.maximum(minute - TRAILING_WINDOWS, 0)
    y, mu = people.within(starts, minute), expected.within(starts, minute)
    enough = mu >= PEOPLE_IN_A_TRAILING_WINDOW
    enough[:, -1] = True
    shortest = enough.argmax(axis=1)[:, None]
    return (
        np.take_along_axis(y, shortest, axis=1)[:, 0],
        np.take_along_axis(mu, shortest, axis=1)[:, 0],
    )


def still_there(y: Floats, mu: Floats) -> Flags:
    """Return per series whether its trailing window still has too many people."""
    there: Flags = (ratio(y, mu) >= LEAST_TRAILING_RATIO) & (y >= LEAST_TRAILING_PEOPLE)
    return there


def not_a_restart(people: Timeline, expected: Timeline, minute: int) -> Flags:
    """Return per series whether this is more than a restart: early on, it must not fade."""
    if minute > LAST_EARLY_MINUTE:
        return np.ones(len(people.sums), dtype=bool)
    if minute < FIRST_ALERT_MINUTE:
        return np.zeros(len(people.sums), dtype=bool)
    last, before = (
        ratio(people.within(end - 3, end), expected.within(end - 3, end))
        for end in (minute, minute - 3)
    )
    stays: Flags = (last >= RESTART_RATIO) & (last >= RESTART_DECLINE * before)
    return stays
