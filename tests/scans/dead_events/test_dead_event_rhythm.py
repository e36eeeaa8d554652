"""The usual longest gap, and the bounds that totals put on it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from scans.dead_events.rhythm import Rhythm, gap_place, rhythm, usual_gap, widest
from scans.evidence.event_usage import EventRow, EventUsage

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAYS = 90

gaps = st.lists(st.integers(1, 40), min_size=1, max_size=120)
counts = st.lists(st.sampled_from([0, 0, 1, 1, 1, 5]), min_size=1, max_size=200).filter(any)
windows = st.integers(0, 60)


def _days(dense: int, sparse: int, thin: bool) -> list[int]:
    """Return 150 days, of which the bits of a number say which have events."""
    bits = dense & sparse if thin else dense | sparse
    return [bits >> place & 1 for place in range(150)]


_bits = st.integers(1, 2**150 - 1)
long_counts = st.builds(_days, _bits, _bits, st.booleans()).filter(any)


def known(daily: list[int], window_days: int = DAYS) -> Rhythm:
    """Return the rhythm of an event whose days are given."""
    usage = EventUsage(NOW, len(daily), {})
    found = rhythm(usage, EventRow(sum(daily), daily=daily), window_days)
    assert found is not None
    return found


def linear(values: list[int]) -> float:
    """Return the 95th percentile as most libraries compute it, between two values."""
    ordered = sorted(values)
    place = 0.95 * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@given(gaps)
def test_the_usual_gap_is_never_understated(values: list[int]) -> None:
    """It is a gap that occurred, and at least what the common definition gives."""
    assert usual_gap(values) in values
    assert usual_gap(values) >= linear(values) - 1e-9


@given(gaps)
def test_fewer_than_one_in_twenty_gaps_exceed_it(values: list[int]) -> None:
    """That is what makes it the 95th percentile."""
    longer = sum(1 for one in values if one > usual_gap(values))
    assert 20 * longer < max(1, len(values))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60))
def test_it_is_the_percentile_unless_the_newest_gaps_are_longer(values: list[int]) -> None:
    """A steady event is judged by the percentile alone."""
    percentile = sorted(values)[-gap_place(len(values))]
    newest = sorted(values[-5:])
    if len(newest) < 5 or newest[-2] <= percentile:
        assert usual_gap(values) == percentile
    else:
        assert usual_gap(values) == newest[-2]


def test_the_place_of_the_percentile_moves_every_twenty_gaps() -> None:
    """Up to twenty gaps it is the longest, up to forty the second longest."""
    assert [gap_place(number) for number in (1, 20, 21, 40, 41, 89)] == [1, 1, 2, 2, 3, 5]


@given(long_counts, windows)
def test_totals_never_promise_a_shorter_gap_than_the_days_have(
    daily: list[int], later: int
) -> None:
    """Whatever lies behind totals, the bounds that are taken from them hold."""
    whole = [*daily, *[0] * later]
    days = [index for index, count in enumerate(whole) if count]
    seen = NOW - timedelta(days=len(whole) - 1 - days[-1])
    first = NOW - timedelta(days=len(whole) - 1 - days[0])
    truth = known(whole)
    for first_seen in (None, first):
        row = EventRow(sum(whole), None, first_seen, seen, len(days), None)
        bound = rhythm(EventUsage(NOW, len(whole), {}), row, DAYS)
        assert bound is not None
        assert bound.least_gap <= max(1, truth.least_gap)
        assert truth.most_gap <= bound.most_gap
        assert bound.least_events <= truth.least_events
        assert bound.most_events is None or truth.least_events <= bound.most_events
        assert bound.least_weeks <= truth.least_weeks <= bound.most_weeks


@given(counts, st.integers(1, 89), windows)
def test_totals_of_a_short_window_never_promise_too_much(
    daily: list[int], read: int, later: int
) -> None:
    """The days that were not read may hold anything."""
    whole = [*[0] * DAYS, *daily, *[0] * later]
    days = [index for index, count in enumerate(whole) if count]
    window = read + later
    begin = len(whole) - window
    counted = [index for index in days if index >= begin]
    assume(counted)
    truth = known(whole)
    seen = NOW - timedelta(days=len(whole) - 1 - days[-1])
    total = sum(whole[index] for index in counted)
    row = EventRow(total, None, None, seen, len(counted), None)
    bound = rhythm(EventUsage(NOW, window, {}), row, DAYS)
    assert bound is not None
    assert truth.most_gap <= bound.most_gap
    assert bound.least_weeks <= truth.least_weeks <= bound.most_weeks


@given(st.lists(st.integers(1, 30), min_size=1, max_size=88))
def test_the_widest_gap_bounds_every_list_of_gaps(values: list[int]) -> None:
    """So many gaps within so many days cannot have a longer usual one, nor can more gaps."""
    assume(sum(values) < DAYS)
    for fewer in range(1, len(values) + 1):
        assert usual_gap(values) <= widest(fewer, DAYS - 1)


def test_nothing_is_known_of_totals_whose_window_nobody_tells() -> None:
    """Without a length, neither the days before nor their number are known."""
    row = EventRow(900, None, None, NOW, 60, None)
    bound = rhythm(EventUsage(NOW, None, {}), row, DAYS)
    assert bound is not None
    assert (bound.least_weeks, bound.least_events, bound.most_events) == (1, 1, None)
    assert not bound.regular
    assert not bound.irregular


@given(counts)
def test_days_that_were_read_make_exact_numbers(daily: list[int]) -> None:
    """With every day read, both bounds are what the days say."""
    whole = [*[0] * DAYS, *daily]
    found = known(whole)
    end = max(index for index, count in enumerate(whole) if count) + 1
    inside = [index for index in range(end - DAYS, end) if whole[index]]
    assert found.whole
    assert found.least_events == found.most_events == sum(whole[end - DAYS : end])
    assert found.least_gap == found.most_gap
    assert found.least_gap == usual_gap([b - a for a, b in pairwise(inside)])
    assert found.regular != found.irregular
