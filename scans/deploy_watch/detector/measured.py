"""One series at one look, in the numbers that people are told."""

from math import exp, log

import numpy as np

from scans.deploy_watch.detector import guards
from scans.deploy_watch.detector.newness import NewIssue
from scans.deploy_watch.detector.onset import onset
from scans.deploy_watch.detector.releases import Compared
from scans.deploy_watch.detector.series import Expected
from scans.deploy_watch.detector.standing import Found
from scans.deploy_watch.looks import SeriesLook

MOST_LOG_EVIDENCE = log(1e300)
"""Beyond it, evidence no longer fits into a number that JSON can carry."""


def measured(found: Found, series: str, expected: Expected, row: int) -> SeriesLook:
    """Return the numbers of a series that stands in a row of what was counted."""
    new = next((one for one in found.new if one.issue == series), None)
    if new is not None or series not in expected.names:
        return _new(found, series, new, row)
    people, minute = found.counted.people, found.minute
    usual = expected.people(found.exposure.all)
    began = onset(people, usual, row, minute)
    since = max(0, began or 0)
    y = float(people.within(since, minute)[row])
    mu = float(usual.within(since, minute)[row])
    rates = found.rates
    return SeriesLook(
        series=series,
        evidence=exp(min(MOST_LOG_EVIDENCE, rates.log_told[row])) if rates else 0.0,
        people=int(y),
        expected=mu,
        ratio=float(rates.ratio[row]) if rates else 0.0,
        onset=began,
        on_new_share=_on_new_share(found, float(expected.theta[row]), row, since, y - mu),
        old_rising=_old_rising(rates.old if rates else None, row),
    )


def _new(found: Found, series: str, new: NewIssue | None, row: int) -> SeriesLook:
    people, minute = found.counted.people, found.minute
    seen = people.within(np.arange(minute), np.arange(minute) + 1)[row]
    trailing = people.within(max(0, minute - guards.TRAILING_WINDOWS[-1]), minute)[row]
    return SeriesLook(
        series=series,
        evidence=new.evidence if new else 0.0,
        people=new.people if new else int(seen.sum()),
        expected=0.0,
        ratio=float(guards.ratio(trailing, np.zeros(()))),
        onset=int(seen.argmax()) if seen.any() else None,
        new=True,
        on_new_share=_on_new_share(found, 0.0, row, 0, float(seen.sum())),
    )


def _on_new_share(found: Found, theta: float, row: int, since: int, extra: float) -> float | None:
    """Return the share of the extra people who are on the new release, of those known to be."""
    minute, counted = found.minute, found.counted
    if not counted.tagged_rows or extra <= 0:
        return None
    old, new = (
        max(0.0, float(people.within(since, minute)[row] - sessions.within(since, minute) * theta))
        for people, sessions in (
            (counted.on_old, found.exposure.old),
            (counted.on_new, found.exposure.new),
        )
    )
    return new / (old + new) if old + new else None


def _old_rising(old: Compared | None, row: int) -> bool | None:
    return None if old is None or not old.present else bool(old.lift[row] > 1)
