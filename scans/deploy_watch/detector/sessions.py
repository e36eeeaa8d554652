"""How many sessions there were, minute by minute: what errors are measured against."""

from collections.abc import Mapping

import numpy as np

from scans.deploy_watch.detector.people import END_MINUTE
from scans.deploy_watch.detector.releases import Exposure
from scans.deploy_watch.detector.timeline import Floats, Timeline

FIRST_MINUTE = -180
"""Sessions begin three hours before T0."""
_MINUTES = END_MINUTE - FIRST_MINUTE
"""As long as people are counted; what lies outside is not counted."""

_ALL, _OLD, _NEW = range(3)


class Sessions:
    """Sessions as far as they are known; grows as more becomes visible."""

    def __init__(self) -> None:
        self._counts: Floats = np.zeros((3, _MINUTES))

    def add(
        self,
        sessions: Mapping[int, int],
        on_new: Mapping[int, int] | None,
        on_old: Mapping[int, int] | None,
    ) -> None:
        """Take in sessions by minute; without `on_old`, those not on the new release are old."""
        self._add(_ALL, sessions)
        if on_new is None:
            return
        self._add(_NEW, on_new)
        if on_old is None:
            on_old = {minute: count - on_new.get(minute, 0) for minute, count in sessions.items()}
        self._add(_OLD, on_old)

    def until(self, minute: int) -> Exposure:
        """Return the sessions before a minute after T0."""
        known = Timeline.of(self._counts[:, : minute - FIRST_MINUTE], FIRST_MINUTE)
        return Exposure(*(Timeline(FIRST_MINUTE, sums) for sums in known.sums))

    def _add(self, kind: int, counts: Mapping[int, int]) -> None:
        column = self._counts[kind]
        for minute, count in counts.items():
            if FIRST_MINUTE <= minute < FIRST_MINUTE + _MINUTES:
                column[minute - FIRST_MINUTE] += count
