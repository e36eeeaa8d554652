"""When a funnel is not judged. Silence of a broken SDK looks like everybody leaving."""

from collections.abc import Mapping

from scans.deploy_watch.detector.refusal import (
    BUSY_PACE,
    LEAST_HOURS,
    LEAST_PACE,
    MOST_SILENT_MINUTES,
    RECENT_MINUTES,
)
from scans.deploy_watch.looks import FunnelBaseline
from scans.deploy_watch.observations import FunnelMinutes

LEAST_ENTERED = 30
"""Sessions since T0 whose time is over."""
LEAST_CONVERTED_PER_HOUR = 1.0
"""Below it a loss takes longer to show than a watch lasts."""


def why_not(known: FunnelBaseline, seen: FunnelMinutes | None, *, end: int, minute: int) -> str:
    """Return why nothing can be judged at this minute; empty where it can.

    Whoever entered before minute `end` has had their time.
    """
    if seen is None:
        return "it could not be counted"
    if known.hours < LEAST_HOURS:
        return f"only {known.hours} hours of its past, {LEAST_HOURS} are needed"
    if known.series.people_per_hour < LEAST_CONVERTED_PER_HOUR:
        return "fewer than one session an hour gets through it"
    entered = sum(seen.entered.get(each, 0) for each in range(end))
    if entered < LEAST_ENTERED:
        return f"{entered} sessions have had their time, {LEAST_ENTERED} are needed"
    return _silence(known, seen.entered, minute)


def _silence(known: FunnelBaseline, entered: Mapping[int, int], minute: int) -> str:
    """Look for a hole: it swallows the last step of whoever took the first one before it."""
    first = max(0, minute - RECENT_MINUTES - known.within_minutes)
    by_minute = [entered.get(each, 0) for each in range(first, minute)]
    usual = known.entered_per_minute * RECENT_MINUTES
    ends = range(min(RECENT_MINUTES, len(by_minute)), len(by_minute) + 1)
    least = min(sum(by_minute[max(0, end - RECENT_MINUTES) : end]) for end in ends)
    if least < LEAST_PACE * usual:
        return f"{least} sessions entered in {RECENT_MINUTES} minutes, {usual:.0f} are usual"
    silent = _longest_silence(by_minute)
    if known.entered_per_minute >= BUSY_PACE and silent > MOST_SILENT_MINUTES:
        return f"{silent} minutes in which nobody entered"
    return ""


def _longest_silence(by_minute: list[int]) -> int:
    longest = silence = 0
    for count in by_minute:
        silence = 0 if count else silence + 1
        longest = max(longest, silence)
    return longest
