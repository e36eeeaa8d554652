"""Whether a rise is over: from what this look counts alone, so that a restart changes nothing."""

import numpy as np

from scans.deploy_watch.detector.guards import ratio
from scans.deploy_watch.detector.timeline import Timeline

RECOVERED_RATIO = 1.2
"""A ratio below which nothing is left of a rise."""


def recovered(
    people: Timeline,
    expected: Timeline | None,
    sessions: Timeline,
    row: int,
    minute: int,
    quiet_minutes: int,
) -> bool:
    """Return whether the trailing ratio of a series stayed low for so many minutes.

    Both over all of them and over their second half, so that a rise that comes back is not over.
    Without sessions nothing is known, and then nothing is over. `expected` is None for an issue
    without a past.
    """
    begin = minute - quiet_minutes
    if begin < 0:
        return False
    for start in (begin, minute - quiet_minutes // 2):
        mu = expected.within(start, minute)[row] if expected else np.zeros(())
        if not sessions.within(start, minute):
            return False
        if ratio(people.within(start, minute)[row], mu) >= RECOVERED_RATIO:
            return False
    return True
