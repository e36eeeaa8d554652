"""Counts by minute, summed up once so that any window of them is one subtraction."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Timeline:
    """Running totals along the last axis: entry i counts everything before minute `first` + i."""

    first: int
    """Minute of the first count; negative: before T0."""
    sums: Floats

    @classmethod
    def of(cls, counts: Floats, first: int) -> "Timeline":
        """Sum up counts by minute, shape (..., minutes)."""
        sums = np.zeros((*counts.shape[:-1], counts.shape[-1] + 1))
        np.cumsum(counts, axis=-1, out=sums[..., 1:])
        return cls(first, sums)

    def within(self, start: int | Integers, end: int | Integers) -> Floats:
        """Count the minutes [start, end); arrays of starts or ends become the last axis."""
        until: Floats = self.sums[..., end - self.first]
        if isinstance(start, np.ndarray) and not isinstance(end, np.ndarray):
            until = until[..., None]
        return until - self.sums[..., start - self.first]

    def scaled(self, factors: Floats) -> "Timeline":
        """Return one row per factor, each so many times these counts."""
        return Timeline(self.first, factors[:, None] * self.sums)

    def head(self, rows: int) -> "Timeline":
        """Return the first rows alone."""
        return Timeline(self.first, self.sums[:rows])
