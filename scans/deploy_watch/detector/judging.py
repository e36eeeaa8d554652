"""The rule on known errors at one look: evidence, guards, and the old release where it is there."""

from dataclasses import dataclass
from math import log

import numpy as np

from scans.deploy_watch.detector import guards
from scans.deploy_watch.detector.evidence import log_evidence, log_mixture, starts_at
from scans.deploy_watch.detector.guards import Flags
from scans.deploy_watch.detector.late import came_late
from scans.deploy_watch.detector.people import Counted
from scans.deploy_watch.detector.releases import Compared, Exposure, compared
from scans.deploy_watch.detector.series import Expected
from scans.deploy_watch.detector.timeline import Floats

LOG_AT_ONCE = log(20)
"""Evidence so many times what alerts, by default 4,000, needs no second look."""


@dataclass(frozen=True)
class Judged:
    """What one look says of every series; all columns of shape (series,)."""

    log_evidence: Floats
    """The larger of both: against the past, as the old release lifts it, and against that one."""
    log_told: Floats
    """The same without the lift: what people are told of a series."""
    ratio: Floats
    """Over the trailing window, to the past."""
    ready: Flags
    """Whether every condition but the repetition is fulfilled."""
    at_once: Flags
    """Whether the evidence against the past needs no repetition."""
    ready_alone: Flags
    """`ready`, if there were no old release to look at."""
    at_once_alone: Flags
    late: Flags
    """Whether nothing but its late beginning speaks against an alert."""
    old: Compared | None


def judged(
    counted: Counted,
    exposure: Exposure,
    expected: Expected,
    minute: int,
    steps: tuple[int, ...],
    log_needed: float,
) -> Judged:
    """Judge every series at a minute after T0; `log_needed` is the evidence that alerts."""
    alone = _Past(counted, exposure, expected, minute, steps, log_needed)
    late = came_late(alone.ready, counted, exposure, expected, steps, minute)
    old = compared(counted, exposure, expected, minute, alone.trailing, alone.ready)
    if old is None:
        ready, at_once = alone.ready & ~late, alone.at_once & ~late
        return Judged(
            log_evidence=alone.log_evidence,
            log_told=alone.log_evidence,
            ratio=alone.trailing,
            ready=ready,
            at_once=at_once,
            ready_alone=ready,
            at_once_alone=at_once,
            late=late,
            old=None,
        )
    lifted = alone
    if (old.lift > 1).any():
        lifted = _Past(
            counted, exposure, expected.lifted(old.lift, old.lift_people), minute, steps, log_needed
        )
    own = old.alerting & (old.log_evidence >= log_needed)
    return Judged(
        log_evidence=np.maximum(lifted.log_evidence, old.log_evidence),
        log_told=np.maximum(alone.log_evidence, old.log_evidence),
        ratio=alone.trailing,
        ready=(lifted.ready & old.supported & ~late) | own,
        at_once=lifted.at_once & old.supported & ~late,
        ready_alone=alone.ready & ~late,
        at_once_alone=alone.at_once & ~late,
        late=late,
        old=old,
    )


class _Past:
    """Every series against its own past."""

    def __init__(
        self,
        counted: Counted,
        exposure: Exposure,
        expected: Expected,
        minute: int,
        steps: tuple[int, ...],
        log_needed: float,
    ) -> None:
        people = counted.people.head(len(expected.names))
        usual = expected.people(exposure.all)
        starts, log_shares = starts_at(minute, steps)
        begun = np.minimum(starts, minute)
        y = people.within(begun, minute)
        mu = usual.within(begun, minute)
        said = log_evidence(y, mu, expected.shape(begun, minute))
        self.log_evidence = log_mixture(said, starts, log_shares, minute) + expected.log_weight
        now, lately = guards.trailing(people, usual, minute)
        self.trailing = guards.ratio(now, lately)
        self.ready = (
            (self.log_evidence >= log_needed)
            & guards.enough_people(y, mu)
            & guards.still_there(now, lately)
            & guards.not_a_restart(people, usual, minute)
        )
        self.at_once = self.ready & (self.log_evidence >= log_needed + LOG_AT_ONCE)
