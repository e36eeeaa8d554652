"""How the queries of an hour are shared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.query_budget import (
    FULL_PACE,
    SLOWER_PACE,
    SLOWEST_PACE,
    WatchShares,
    queries_an_hour,
    share,
)

LIMITS = st.integers(0, 5_000)
RESERVES = st.integers(0, 500)
WATCHES = st.integers(0, 60)


@given(LIMITS, RESERVES, WATCHES)
def test_the_sum_never_exceeds_the_limit_and_a_scan_has_its_reserve(
    limit: int, reserve: int, watches: int
) -> None:
    """What watches ask at their most leaves a scan what it needs."""
    assert share(limit, reserve, watches).queries <= max(limit - reserve, 0)


@given(LIMITS, RESERVES, WATCHES)
def test_every_watch_has_exactly_one_place(limit: int, reserve: int, watches: int) -> None:
    """A watch looks at one pace, or it waits and can say so."""
    shares = share(limit, reserve, watches)
    assert sum(shares.model_dump().values()) == watches


@given(LIMITS, RESERVES, WATCHES)
def test_nobody_waits_while_there_is_room(limit: int, reserve: int, watches: int) -> None:
    """Watches are slowed down before one has to wait."""
    shares = share(limit, reserve, watches)
    if shares.waiting:
        placed = watches - shares.waiting
        assert (placed + 1) * queries_an_hour(SLOWEST_PACE) > max(limit - reserve, 0)


@given(LIMITS, RESERVES, WATCHES)
def test_what_is_left_could_make_nobody_faster(limit: int, reserve: int, watches: int) -> None:
    """Queries that nobody else may use are not saved."""
    shares = share(limit, reserve, watches)
    left = max(limit - reserve, 0) - shares.queries
    if shares.every_9_minutes:
        assert left < queries_an_hour(SLOWER_PACE) - queries_an_hour(SLOWEST_PACE)
    if shares.every_6_minutes:
        assert left < queries_an_hour(FULL_PACE) - queries_an_hour(SLOWER_PACE)


@given(LIMITS, RESERVES, WATCHES)
def test_a_new_watch_makes_no_other_faster(limit: int, reserve: int, watches: int) -> None:
    """What another deploy costs is never less than nothing."""
    before, after = share(limit, reserve, watches), share(limit, reserve, watches + 1)
    assert after.waiting >= before.waiting
    faster = before.every_3_minutes + before.every_6_minutes
    assert before.waiting == 0 or after.every_3_minutes + after.every_6_minutes <= faster


@pytest.mark.parametrize(
    ("watches", "expected"),
    [
        (0, WatchShares()),
        (1, WatchShares(every_3_minutes=1)),
        (2, WatchShares(every_6_minutes=2)),
        (3, WatchShares(every_6_minutes=2, every_9_minutes=1)),
        (4, WatchShares(every_6_minutes=2, every_9_minutes=1, waiting=1)),
        (20, WatchShares(every_6_minutes=2, every_9_minutes=1, waiting=17)),
    ],
)
def test_an_old_projects_hour(watches: int, expected: WatchShares) -> None:
    """120 queries an hour with 20 for a scan: one deploy at full pace, or three slower ones."""
    assert share(120, 20, watches) == expected
