"""How regularly did an event arrive, and how long may it be silent?

The usual longest gap is the 95th percentile of the days from one day with events to the next,
within the days up to the last one with events. It is the smallest gap that fewer than one in twenty
gaps exceed: of `n` gaps the one at place `1 + (n - 1) // 20` from the top. Where other definitions
go between two gaps, this one takes the larger, so it never understates.

Not every day was read, and of some events only totals are known. Then there is no rhythm but there
are bounds to it, and what holds at both bounds is proved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scans.evidence.event_usage import EventRow, EventUsage


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of the gaps and the volume in the days up to the last one with events."""

    least_gap: int
    """Lower bound of the usual longest gap; days."""
    most_gap: int
    """Upper bound of the same. Equal to the lower one if every day was read."""
    least_events: int
    most_events: int | None
    """None if there may have been any number."""
    active_days: int
    """Days with events, as far as they were read."""
    days: int
    """Days from the first of them to the last, both counted."""
    read_gap: int = 0
    """The percentile of the gaps that were read day by day; 0 if none were."""
    read_days: int = 0
    """How many of the days were read one by one."""
    single: bool = False
    """Whether everything is known to have come on one day, which makes no rhythm."""

    @property
    def known(self) -> bool:
        """Whether every day was read."""
        return self.least_gap == self.most_gap


def gap_place(gaps: int) -> int:
    """Return which gap is the 95th percentile, counted from the longest; 1 is the longest."""
    return 1 + max(0, gaps - 1) // 20


def usual_gap(gaps: Sequence[int]) -> int:
    """Return the 95th percentile of at least one gap, in days."""
    return sorted(gaps, reverse=True)[gap_place(len(gaps)) - 1]


def rhythm(usage: EventUsage, row: EventRow, window_days: int) -> Rhythm | None:
    """Return what is known of an event's rhythm in `window_days`; None if it did not arrive."""
    if row.daily is not None and any(row.daily):
        return _from_days(row.daily, window_days)
    last = usage.latest(row)
    if last is None:
        return None
    return _from_totals(usage, row, last.toordinal(), window_days)


def _from_days(daily: Sequence[int], window_days: int) -> Rhythm:
    end = len(daily)
    while not daily[end - 1]:
        end -= 1
    begin = max(0, end - window_days)
    days = [index for index in range(begin, end) if daily[index]]
    gaps = sorted((b - a for a, b in pairwise(days)), reverse=True)
    unread = window_days - (end - begin)
    events = sum(daily[begin:end])
    # An unread day with events may also be the one before a silence that was read.
    hidden = unread + days[0] - begin if unread else 0
    least, most = bounds(tuple(gaps[:_FEW]), len(gaps), hidden)
    return Rhythm(
        least_gap=least,
        most_gap=most,
        least_events=events,
        most_events=None if unread else events,
        active_days=len(days),
        days=days[-1] - days[0] + 1,
        read_gap=usual_gap(gaps) if gaps else 0,
        read_days=end - begin,
        single=not gaps and not unread,
    )


_FEW = 20
"""As many of the longest gaps as a percentile can reach: its place in 365 gaps is 19."""


@lru_cache(maxsize=4096)
def bounds(longest: tuple[int, ...], count: int, unread: int) -> tuple[int, int]:
    """Return between which numbers of days the 95th percentile of all gaps lies.

    `longest` are the longest of `count` gaps that were read, longest first; `unread` days before
    them may hold anything. At worst a few days with events lie in them, as far apart as possible:
    more of them would be closer to each other, and would move the percentile down. At best there is
    one on every day.
    """
    if not unread:
        gap = longest[gap_place(count) - 1] if count else 0
        return gap, gap
    most = max(_with(longest, count, unread // few, few) for few in range(1, _FEW + 1))
    least = _with(longest, count, 1, unread)
    return least, max(most, _with(longest, count, 0, 0))


def _with(longest: Iterable[int], count: int, gap: int, times: int) -> int:
    """Return the percentile if there were, besides, `times` gaps of `gap` days."""
    place = gap_place(count + times)
    together = sorted((*longest, *(gap for _ in range(min(times, place)))), reverse=True)
    return together[place - 1] if len(together) >= place else 1


def _from_totals(usage: EventUsage, row: EventRow, last_day: int, window_days: int) -> Rhythm:
    """Bound the rhythm by totals of the whole window, which may be longer or shorter."""
    begin, first_read = last_day - window_days + 1, usage.first_day(row)
    if first_read is None:
        return Rhythm(1, window_days, 1, None, active_days=1, days=window_days)
    whole = first_read <= begin
    # The day on which the window begins may be counted in part.
    outside = begin - first_read + 1 if whole else 0
    active = max(1, (row.active_days or 1) - outside)
    span = window_days - 1
    if whole and row.first_seen and row.first_seen.toordinal() > begin:
        span = max(active - 1, last_day - row.first_seen.toordinal())
    return Rhythm(
        least_gap=1,
        most_gap=widest(active - 1, span),
        least_events=active if whole else max(active, row.count),
        most_events=row.count if whole else None,
        active_days=active,
        days=span + 1,
        single=whole and row.active_days == 1,
    )


def widest(gaps: int, days: int) -> int:
    """Return the largest 95th percentile that at least `gaps` gaps within `days` days can have.

    At worst the longest ones are equal, and every other one is a single day.
    """
    if gaps < 1:
        return max(1, days)
    place = gap_place(gaps)
    return max(1, (days - (gaps - place)) // place)
