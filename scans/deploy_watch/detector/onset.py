"""When a rise began, as far as the counts tell."""

import numpy as np

from scans.deploy_watch.detector.evidence import SHORTEST_WINDOW
from scans.deploy_watch.detector.timeline import Floats, Integers, Timeline

EARLIEST = -30
"""Minutes: a rise may have begun before the deploy, and then it was something else."""


def onset(people: Timeline, expected: Timeline, row: int, minute: int) -> int | None:
    """Return the minute from which on too many people came, the likeliest; None where none fits.

    A rise that lasts until now: of all its beginnings the one under which what was counted is
    likeliest, each at its own ratio.
    """
    starts: Integers = np.arange(EARLIEST, minute - SHORTEST_WINDOW + 1)
    if not len(starts):
        return None
    y = people.within(starts, minute)[row]
    gain = _gain(y, expected.within(starts, minute)[row])
    best = int(gain.argmax())
    return int(starts[best]) if gain[best] > 0 else None


def _gain(y: Floats, mu: Floats) -> Floats:
    """Return the logarithm of how much likelier the counted ratio is than no rise at all."""
    rose = (y > mu) & (mu > 0)
    safe = np.where(rose, mu, 1.0)
    return np.where(rose, y * np.log(np.where(rose, y, 1.0) / safe) - (y - mu), 0.0)
