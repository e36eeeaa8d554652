"""The baseline as columns, in the order in which people are counted: the total first."""

from dataclasses import dataclass

import numpy as np

from scans.deploy_watch.looks import Baseline
from scans.deploy_watch.timeline import Floats


@dataclass(frozen=True)
class Expected:
    """What is expected of each series; all columns of shape (series,)."""

    names: tuple[str, ...]
    theta: Floats
    """People per session."""
    k: Floats
    log_weight: Floats

    @classmethod
    def of(cls, baseline: Baseline) -> "Expected":
        """Return the columns of a baseline."""
        series = baseline.series
        return cls(
            names=tuple(one.series for one in series),
            theta=np.array([one.a / one.b for one in series]),
            k=np.array([one.k for one in series]),
            log_weight=np.log([one.weight for one in series]),
        )

    def lifted(self, lift: Floats, people: Floats) -> "Expected":
        """Return what is expected once the old release rose to `lift` times, which `people` say."""
        k = 1 / (1 / self.k + 1 / (people + 1))
        return Expected(self.names, self.theta * lift, k, self.log_weight)
