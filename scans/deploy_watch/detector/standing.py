"""From look to look: what two looks in a row make of what each of them found."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scans.deploy_watch.detector.guards import Flags
from scans.deploy_watch.detector.judging import Judged
from scans.deploy_watch.detector.newness import NewIssue
from scans.deploy_watch.detector.people import Counted
from scans.deploy_watch.detector.releases import Exposure
from scans.deploy_watch.looks import Baseline, WatchState
from scans.deploy_watch.verdicts import Verdict

MOST_REFUSED = 1 / 3
"""Share of looks that may judge nothing before silence says nothing."""
LEAST_PEOPLE_PER_HOUR = 1.0
"""People with errors in a usual hour, below which silence says nothing."""


@dataclass(frozen=True)
class Found:
    """What one look counted, and what it makes of it by itself."""

    minute: int
    refused: str
    """Why known errors were not judged; empty where they were."""
    counted: Counted
    exposure: Exposure
    rates: Judged | None
    """None where the look is refused."""
    new: tuple[NewIssue, ...]
    names: tuple[str, ...]
    """Of the series that `rates` has."""


def after(found: Found, before: WatchState) -> tuple[WatchState, str | None]:
    """Return the state after a look, and the series that alerts at it.

    The alarm itself is not filled in. A look that is refused ends a row of looks.
    """
    ready = _names(found, found.rates.ready) if found.rates else ()
    alone = _names(found, found.rates.ready_alone) if found.rates else ()
    new = tuple(one.issue for one in found.new if one.large)
    alarming = {*ready, *new} & set(before.convinced)
    alarming_alone = set(alone) & set(before.convinced_alone)
    if found.rates:
        alarming.update(_names(found, found.rates.at_once))
        alarming_alone.update(_names(found, found.rates.at_once_alone))
    held = alarming_alone - alarming
    late = found.rates is not None and bool(found.rates.late.any())
    state = before.model_copy(
        update={
            "looks": before.looks + 1,
            "refused": before.refused + bool(found.refused),
            "last_refused": bool(found.refused),
            "convinced": (*ready, *new),
            "convinced_alone": alone,
            "held_back": before.held_back or bool(held),
            "held_series": _strongest(found, held) or before.held_series,
            "came_late": before.came_late or late,
        }
    )
    return state, _strongest(found, alarming)


def verdict(state: WatchState, baseline: Baseline) -> Verdict:
    """Return what would be said if the watch ended in this state."""
    if state.alarm is not None:
        return Verdict.NEW_ISSUE if state.alarm.new else Verdict.REGRESSION
    if state.held_back:
        return Verdict.SHARED_RISE
    if (
        state.came_late
        or state.last_refused
        or state.refused > MOST_REFUSED * state.looks
        or baseline.series[0].people_per_hour < LEAST_PEOPLE_PER_HOUR
    ):
        return Verdict.NOT_ENOUGH_EVIDENCE
    return Verdict.CLEAR


def _names(found: Found, flags: Flags) -> tuple[str, ...]:
    return tuple(found.names[place] for place in np.flatnonzero(flags).tolist())


def _strongest(found: Found, alarming: Iterable[str]) -> str | None:
    evidence: dict[str, float] = {one.issue: np.log(one.evidence) for one in found.new}
    if found.rates:
        evidence |= zip(found.names, found.rates.log_evidence.tolist(), strict=True)
    return max(sorted(alarming), key=lambda name: evidence[name], default=None)
