"""Dead events are found among living ones, on histories whose truth is known."""

import pytest

from benchmarks.dead_events import HORIZON, by_scan, by_silence, score
from benchmarks.event_histories import KINDS, SPARSE, histories

SEED = 3
EVERY = 7
"""The scan is asked once a week, as most look at what it says."""


def test_the_dead_are_found_and_the_living_left_alone() -> None:
    """At least 98 of 100 alarms are right, and 95 of 100 dead events are found in time."""
    found = score(by_scan, [SEED], EVERY)
    assert found.dead == 50
    assert found.precision >= 0.98
    assert found.recall(HORIZON + EVERY) >= 0.95


def test_a_plain_rule_of_thirty_days_is_far_worse() -> None:
    """Otherwise the whole scan would not be worth its lines."""
    assert score(by_silence, [SEED], EVERY).precision < 0.5


def test_the_histories_are_many_and_always_the_same() -> None:
    """At least 500 events, 50 of which came in most weeks and died; a seed tells them all."""
    events = histories(SEED)
    assert len(events) == sum(kind.events for kind in KINDS.values()) >= 500
    assert sum(1 for one in events if one.died and one.kind not in SPARSE) == 50
    assert histories(SEED)[::97] == events[::97]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_died_never_comes_again(kind: str) -> None:
    """The truth that everything is measured by."""
    for one in histories(SEED):
        if one.kind == kind and one.died is not None:
            assert one.counts[one.died - 1] > 0
            assert not any(one.counts[one.died :])
