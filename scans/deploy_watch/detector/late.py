"""Against rises that come long after the traffic has moved: those are rarely the deploy's.

What a deploy breaks, it mostly breaks for everybody who gets it. Once all of the traffic is on the
new release there is nobody left to compare with, but the time between: if errors were as usual then
and jumped later, something else happened later. Such a rise alerts nobody, and is not called quiet
either.
"""

import numpy as np

from scans.deploy_watch.detector.evidence import log_ratio_evidence
from scans.deploy_watch.detector.guards import Flags, ratio
from scans.deploy_watch.detector.onset import onset
from scans.deploy_watch.detector.people import Counted
from scans.deploy_watch.detector.releases import STRATUM, Exposure
from scans.deploy_watch.detector.series import Expected
from scans.deploy_watch.detector.timeline import Timeline

MOVED_SHARE = 0.9
"""Share of the sessions on the new release with which a rollout counts as over."""
UNKNOWN_ROLLOUT = 65
"""Minutes after T0 by which a rollout of which nothing is known is taken to be over: that of a
canary of an hour, and the step after it."""
CLOSE = 2
"""Minutes before the onset that are left out: it is an estimate."""
LEAST_RATIO = 1.5
LOG_AGAINST = np.log(0.1)
"""Evidence of the time between for a rise as large as the later one, below which it contradicts."""


def came_late(
    ready: Flags,
    counted: Counted,
    exposure: Exposure,
    expected: Expected,
    steps: tuple[int, ...],
    minute: int,
) -> Flags:
    """Return which of the series that would alert only rose long after the traffic had moved."""
    late = np.zeros(len(ready), dtype=bool)
    moved = _moved_at(exposure, steps, minute) if ready.any() else None
    if moved is None:
        return late
    usual = expected.people(exposure.all)
    for row in np.flatnonzero(ready).tolist():
        late[row] = _late(counted.people, usual, expected, row, moved, minute)
    return late


def _late(
    people: Timeline, usual: Timeline, expected: Expected, row: int, moved: int, minute: int
) -> bool:
    began = onset(people, usual, row, minute)
    if began is None or began - CLOSE <= moved:
        return False
    after = ratio(people.within(began, minute)[row], usual.within(began, minute)[row])
    y, mu = (each.within(moved, began - CLOSE)[row] for each in (people, usual))
    k = expected.shape(np.array([moved]), began - CLOSE)[row, 0]
    said = log_ratio_evidence(y, mu, k, np.maximum(after, LEAST_RATIO))
    return bool(said < LOG_AGAINST)


def _moved_at(exposure: Exposure, steps: tuple[int, ...], minute: int) -> int | None:
    """Return the minute after T0 since which the new release has the traffic; None: not yet."""
    starts = np.arange(0, minute - STRATUM + 1, STRATUM)
    if not len(starts):
        return None
    new, every = (each.within(starts, starts + STRATUM) for each in (exposure.new, exposure.all))
    if new.any():
        split = np.flatnonzero(new < MOVED_SHARE * every)
        moved = int(starts[split[-1]]) + STRATUM if len(split) else STRATUM
    else:
        moved = max(steps) + STRATUM if steps else UNKNOWN_ROLLOUT
    return moved if moved < minute else None
