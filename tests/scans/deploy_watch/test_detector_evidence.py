"""The evidence that errors rose, as numbers of people and of looks."""

from math import comb, exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.deploy_watch.detector.evidence import (
    LATE_SHARE,
    PRIOR,
    RATIOS,
    log_evidence,
    log_mixture,
    log_ratio_evidence,
    starts_at,
)


def one(y: float, mu: float, k: float) -> float:
    """Return the logarithm of the evidence of a single window."""
    return float(log_evidence(np.array(y), np.array(mu), np.array(k)))


def chance(y: int, mu: float, k: int) -> float:
    """Return the chance of y people under a negative binomial of mean mu and shape k."""
    return comb(y + k - 1, y) * (k / (k + mu)) ** k * (mu / (k + mu)) ** y


def test_it_is_a_ratio_of_two_chances() -> None:
    """The formula without gamma functions is that of the two negative binomials."""
    ratios = [weight * chance(30, 12 * r, 8) / chance(30, 12, 8) for r, weight in _mixture()]
    assert exp(one(30, 12, 8)) == pytest.approx(sum(ratios))


def test_it_is_one_on_average_while_nothing_changes() -> None:
    """What makes it safe to look as often as one likes: no look is expected to add any."""
    told = sum(exp(log(chance(y, 7, 10)) + one(y, 7, 10)) for y in range(700))
    assert told == pytest.approx(1, abs=0.06)


def test_thousands_of_people_do_not_overflow() -> None:
    """It is computed in logarithms."""
    assert 100 < one(50_000, 1_000, 30) < float("inf")


def test_where_nothing_is_expected_nothing_is_said() -> None:
    """A minute without sessions is no evidence, whatever arrives in it."""
    assert one(5, 0, 10) == 0


@given(st.integers(0, 3_000), st.floats(0.01, 3_000), st.floats(0.5, 1_000))
def test_more_people_are_more_evidence(y: int, mu: float, k: float) -> None:
    """Of two counts, the larger one speaks more for a rise."""
    assert one(y + 1, mu, k) > one(y, mu, k)


@given(st.integers(1, 3_000), st.floats(0.5, 1_000), st.floats(0.5, 1_000))
def test_a_series_that_strays_more_needs_more(over: int, mu: float, k: float) -> None:
    """Twice the spread never makes the same counts stronger evidence for a rise that is there."""
    y = 10 * mu + over
    assert one(y, mu, k / 2) <= one(y, mu, k) + 1e-9


def test_evidence_for_one_ratio_may_speak_against_it() -> None:
    """As many as usual are evidence against a doubling."""
    usual = log_ratio_evidence(np.array(40.0), np.array(40.0), np.array(50.0), np.array(2.0))
    assert usual < log(0.1)


def test_early_looks_ask_for_what_came_after_a_restart() -> None:
    """Until minute 14 the first minutes do not count."""
    assert starts_at(14)[0].min() == 3
    assert starts_at(15)[0].min() > 3


def test_a_later_step_of_the_rollout_is_a_start_of_its_own() -> None:
    """Errors may come with it; one that is a start already changes nothing."""
    assert 52 in starts_at(60, (0, 52))[0]
    assert starts_at(60, (0, 30))[0].tolist() == starts_at(60)[0].tolist()


def test_a_start_that_is_still_to_come_counts_as_one() -> None:
    """Otherwise the mixture would use evidence that it has not got."""
    starts, shares = starts_at(16)
    assert log_mixture(np.full(len(starts), 5.0), starts, shares, 16) < 5.0 + log(LATE_SHARE)
    silent = log_mixture(np.zeros(len(starts)), starts, shares, 16)
    assert silent == pytest.approx(log(LATE_SHARE))


@pytest.mark.parametrize("steps", [(), (0, 52), (17, 33, 49)])
def test_nothing_is_used_up_twice(steps: tuple[int, ...]) -> None:
    """All shares are of one evidence."""
    used = np.exp(starts_at(60, steps)[1]).sum() + np.exp(starts_at(10, steps)[1]).sum()
    assert used == pytest.approx(1)
    assert PRIOR.sum() == pytest.approx(1)


def _mixture() -> list[tuple[float, float]]:
    return list(zip(RATIOS.tolist(), PRIOR.tolist(), strict=True))
