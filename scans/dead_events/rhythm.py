"""How regularly did an event arrive, and how long may it be silent?

The usual longest gap is the 95th percentile of the days from one day with events to the next,
within the days up to the last one with events. It is the smallest gap that fewer than one in twenty
gaps exceed: of `n` gaps the one at place `1 + (n - 1) // 20` from the top. Where other definitions
go between two gaps, this one takes the larger, so it never understates. An event that is becoming
rarer has its newest rhythm: if two of the last five gaps are longer, the second longest of them
counts.

To arrive regularly is to arrive in most of the weeks, counted back from the last day with events.
PostHog's own check asks for most days, which leaves out every weekly event; without such a
condition a launch that lasted ten days, or a campaign, has a rhythm to be silent against.

An event that lived for less than most of the weeks has none either. To count its weeks from its
first day was measured: from four weeks on, `benchmarks/dead_events.py` falls from 0.99 to 0.94 of
the alarms that are right, by launches, and from six weeks on one dead event of 300 more is found.
So its end is doubted and not concluded (`brief`): what was removed looks like a trial that is over.

Not every day was read, and of some events only totals are known. Then there is no rhythm but there
are bounds to it, and what holds at both bounds is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scans.evidence.event_usage import EventRow, EventUsage

RECENT = 5
"""How many of the newest gaps tell whether an event is becoming rarer."""

WEEK = 7

BRIEF_DAYS = 4 * WEEK
"""Days from first to last, below which an event was a launch, of which nobody expects more."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of the gaps and the volume in the days up to the last one with events."""

    least_gap: int
    """Lower bound of the usual longest gap; days."""
    most_gap: int
    """Upper bound of the same; equal to the lower one if the gaps were read."""
    least_events: int
    most_events: int | None
    """None if there may have been any number."""
    least_weeks: int
    """Lower bound of the weeks with events."""
    most_weeks: int
    weeks: int
    """How many weeks there are, the oldest of them cut."""
    active_days: int
    """Days with events, as far as they were read."""
    days: int
    """Days from the first of them to the last, both counted."""
    whole: bool
    """Whether every day was read."""
    window_days: int
    """How many days are looked at."""

    @property
    def regular(self) -> bool:
        """Whether it surely arrived in most of the weeks."""
        return 2 * self.least_weeks > self.weeks

    @property
    def irregular(self) -> bool:
        """Whether it surely did not."""
        return 2 * self.most_weeks <= self.weeks

    @property
    def brief(self) -> bool:
        """Whether it came for some weeks only, in most of those, and before them not for long."""
        if not self.whole or not self.irregular or self.days < BRIEF_DAYS:
            return False
        return 2 * self.least_weeks > _weeks(self.days)


def gap_place(gaps: int) -> int:
    """Return which gap is the 95th percentile, counted from the longest; 1 is the longest."""
    return 1 + max(0, gaps - 1) // 20


def usual_gap(gaps: Sequence[int]) -> int:
    """Return the usual longest of these gaps, in days and in their order; 0 if there are none."""
    if not gaps:
        return 0
    recent = sorted(gaps[-RECENT:])
    newest = recent[-2] if len(recent) == RECENT else 0
    return max(newest, sorted(gaps)[-gap_place(len(gaps))])


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
    gap = usual_gap([later - earlier for earlier, later in pairwise(days)])
    events, unread = sum(daily[begin:end]), window_days - (end - begin)
    weeks = len({(end - 1 - index) // WEEK for index in days})
    return Rhythm(
        least_gap=gap,
        most_gap=gap,
        least_events=events,
        most_events=None if unread else events,
        least_weeks=weeks,
        most_weeks=weeks + _weeks(unread) if unread else weeks,
        weeks=_weeks(window_days),
        active_days=len(days),
        days=days[-1] - days[0] + 1,
        whole=not unread,
        window_days=window_days,
    )


def _weeks(days: int) -> int:
    return -(-days // WEEK)


def _from_totals(usage: EventUsage, row: EventRow, last_day: int, window_days: int) -> Rhythm:
    """Bound the rhythm by totals of the whole window, which may be longer or shorter."""
    begin, first_read = last_day - window_days + 1, usage.first_day(row)
    whole = first_read is not None and first_read <= begin
    # The day on which the window begins may be counted in part.
    outside = begin - first_read + 1 if whole and first_read is not None else 0
    active = max(1, (row.active_days or 1) - outside) if first_read is not None else 1
    span = window_days - 1
    if whole and row.first_seen and row.first_seen.toordinal() > begin:
        span = max(active - 1, last_day - row.first_seen.toordinal())
    counted = 1 if first_read is None else row.count
    most_days = min(row.count, row.active_days if row.active_days is not None else row.count)
    return Rhythm(
        least_gap=1,
        most_gap=widest(active - 1, span),
        least_events=active if whole else max(active, counted),
        most_events=row.count if whole else None,
        least_weeks=_weeks(active),
        most_weeks=min(_weeks(window_days), max(1, most_days)) if whole else _weeks(window_days),
        weeks=_weeks(window_days),
        active_days=active,
        days=span + 1,
        whole=False,
        window_days=window_days,
    )


def widest(gaps: int, days: int) -> int:
    """Return the largest usual gap that at least `gaps` gaps within `days` days can have.

    At worst the longest ones are equal, and every other one is a single day. Two of the newest five
    may be the longest of all.
    """
    if gaps < 1:
        return max(1, days)
    place = min(gap_place(gaps), 2)
    return max(1, (days - (gaps - place)) // place)
