"""What is expected of each series after T0, in the order in which people are counted."""

from dataclasses import dataclass, replace

import numpy as np

from scans.deploy_watch.detector.people import FIRST_MINUTE
from scans.deploy_watch.detector.timeline import Floats, Integers, Timeline
from scans.deploy_watch.detector.wander import Wander
from scans.deploy_watch.looks import Baseline

USUAL_END = 452
"""Minute after T0 up to which rates are made at first: few watches live longer."""


@dataclass(frozen=True)
class Expected:
    """The baseline as columns of shape (series,), the total first."""

    names: tuple[str, ...]
    log_weight: Floats
    theta: Floats
    """People per session in the hour after T0."""
    rates: Floats
    """People per session of each minute from the first one that is counted, (series, minutes)."""
    strays: Wander
    doubt: Floats
    """Variance that a lift adds."""

    @property
    def end(self) -> int:
        """The minute after T0 up to which something is expected."""
        return FIRST_MINUTE + self.rates.shape[1]

    @classmethod
    def of(cls, baseline: Baseline, end: int = USUAL_END) -> "Expected":
        """Return the columns of a baseline, with rates up to a minute after T0."""
        series = baseline.series
        strays = Wander(
            usual=np.array([one.a / one.b for one in series]),
            tau2=np.array([one.tau2 for one in series]),
            memory=np.array([one.memory_minutes for one in series]),
            level=np.array([one.level for one in series]),
            known=np.array([one.known for one in series]),
        )
        hour = strays.fading(np.array([0]), 60)[:, 0]
        usual = strays.usual / (1 + strays.level * hour)
        after = np.maximum(np.arange(FIRST_MINUTE, end), 0)
        fading = np.exp(-after / strays.memory[:, None])
        return cls(
            names=tuple(one.series for one in series),
            log_weight=np.log([one.weight for one in series]),
            theta=strays.usual,
            rates=usual[:, None] * (1 + strays.level[:, None] * fading),
            strays=strays,
            doubt=np.zeros(len(series)),
        )

    def people(self, sessions: Timeline) -> Timeline:
        """Return the people that so many sessions let expect."""
        counts = np.diff(sessions.sums[FIRST_MINUTE - sessions.first :])
        return Timeline.of(self.rates[:, : len(counts)] * counts, FIRST_MINUTE)

    def shape(self, starts: Integers, end: int) -> Floats:
        """Return the shape of the counts of windows after T0, (series, starts)."""
        k: Floats = 1 / (1 / self.strays.shape(starts, end) + self.doubt[:, None])
        return k

    def lifted(self, lift: Floats, people: Floats) -> "Expected":
        """Return what is expected once the old release rose to `lift` times, which `people` say."""
        return replace(self, rates=self.rates * lift[:, None], doubt=1 / (people + 1))
