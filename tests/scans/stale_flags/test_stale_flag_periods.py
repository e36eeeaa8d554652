"""Since when, and how long: the moments at which a verdict turns."""

from datetime import timedelta
from typing import Any

import pytest

from scans.stale_flags import StaleFlagSettings, assess
from scans.stale_flags.rule import last_change
from tests.scans.stale_flags.material import (
    NOW,
    TARGETED,
    ago,
    candidate,
    flag,
    folder,
    judge_all,
    listing,
    live,
    signals_of,
    usage,
)

SECOND = 1 / 86_400


def entry(days: float, *fields: str, number: int = 1, **other: Any) -> dict[str, Any]:
    """Return one entry of the activity log that changed `fields`."""
    detail = {"name": "new-nav", "changes": [{"action": "changed", "field": f} for f in fields]}
    base = {"activity": "updated", "scope": "FeatureFlag", "item_id": str(number)}
    return {**base, "detail": detail, "created_at": ago(days), **other}


@pytest.mark.parametrize(("days", "stale"), [(30 - SECOND, 0), (30, 1), (30 + SECOND, 1)])
def test_a_flag_is_stale_from_the_thirtieth_day_on(days: float, stale: int) -> None:
    """The period is whole days of 24 hours, and its last moment belongs to it."""
    assert len(judge_all(folder(flag(created_at=ago(days)))).candidates) == stale


def test_the_period_is_a_setting() -> None:
    """An operator may wait longer."""
    settings = StaleFlagSettings(stale_after_days=101)
    assert assess(folder(flag()), settings, NOW).candidates == ()


@pytest.mark.parametrize("shape", ["count", "total_count", None])
def test_all_three_shapes_of_the_activity_log_are_read(shape: str | None) -> None:
    """The last change of the release conditions dates a flag, whatever the list looks like."""
    log: dict[str, Any] = {"results": [entry(40, "filters"), entry(50, "active")], "next": None}
    if shape:
        log[shape] = 2
    changed = last_change(signals_of(folder(flag(updated_at=ago(3)), activity_log=log)))
    assert changed is not None
    assert (changed.at, changed.source) == (NOW - timedelta(days=40), "posthog.activity_log")


@pytest.mark.parametrize(
    ("entries", "source", "days"),
    [
        ([], "posthog.feature_flag.updated_at", 3),
        ([entry(3, "tags")], "posthog.feature_flag.created_at", 100),
        ([entry(3, "tags", detail=None)], "posthog.feature_flag.updated_at", 3),
        ([entry(3, "tags"), entry(9, detail=None)], "posthog.feature_flag.updated_at", 3),
        ([entry(20, "tags")], "posthog.feature_flag.updated_at", 3),
        ([entry(3, "filters", number=2)], "posthog.feature_flag.updated_at", 3),
        ([entry(3, "filters", scope="Cohort")], "posthog.feature_flag.updated_at", 3),
        ([entry(60, "filters"), entry(3, "archived")], "posthog.activity_log", 60),
        ([entry(60, "filters"), entry(2, detail=None)], "posthog.activity_log", 2),
        ([entry(60, "filters"), entry(70, detail=None)], "posthog.activity_log", 60),
        ([entry(60, "filters", item_id=1)], "posthog.activity_log", 60),
    ],
)
def test_without_a_logged_change_the_row_dates_the_flag(
    entries: list[dict[str, Any]], source: str, days: int
) -> None:
    """`updated_at` counts unless the log shows that the edit was one of something else."""
    documents = folder(flag(updated_at=ago(3)), activity_log=listing(*entries))
    changed = last_change(signals_of(documents))
    assert changed is not None
    assert (changed.at, changed.source) == (NOW - timedelta(days=days), source)


def test_an_edit_that_names_nothing_may_have_been_the_last_change() -> None:
    """Without a row's own date, an entry without a detail dates the flag, never its creation."""
    documents = folder(flag(), activity_log=listing(entry(4, detail=None)))
    assert judge_all(documents).active == 1


def test_a_live_log_explains_an_edit_only_if_it_reaches_back_to_the_creation() -> None:
    """A log that may have been cut cannot say that nothing else was changed."""
    row = flag(updated_at=ago(3))
    short = live(row, activity_log=listing(entry(3, "tags")))
    whole = live(row, activity_log=listing(entry(3, "tags"), entry(100, activity="created")))
    assert judge_all(short).candidates == ()
    assert candidate(whole).verdict == "fully_rolled_out"


def test_a_blind_log_leaves_the_row() -> None:
    """Without the log the row's own dates decide, and the evidence says so."""
    found = candidate(live(flag(updated_at=ago(45)), blind={"activity_log": "403"}))
    (fact,) = (one for one in found.evidence if one.name == "unchanged_since")
    assert fact.source == "posthog.feature_flag.updated_at"


def test_rows_that_are_old_say_nothing_about_the_time_since() -> None:
    """Silence is counted up to the moment at which the calls were read."""
    row = flag(filters=TARGETED, last_called_at=ago(45))
    old_rows = usage() | {"as_of": ago(20)}
    assert judge_all(folder(row, flag_usage=old_rows)).active == 1
    assert candidate(folder(row)).verdict == "not_evaluated"


def test_an_experiment_with_a_start_runs_until_its_end_has_come() -> None:
    """The dates tell the state on every version of PostHog."""
    running = {"id": 1, "feature_flag_key": "new-nav", "start_date": ago(50), "end_date": ago(-1)}
    documents = folder(flag(), experiments=listing(running))
    assert judge_all(documents).active == 1
    assert candidate(documents, NOW + timedelta(days=2)).verdict == "fully_rolled_out"
    assert candidate(documents, NOW + timedelta(days=16)).verdict == "experiment_concluded"


def test_of_several_experiments_the_last_end_counts() -> None:
    """A flag that was used again is judged by its last use."""
    ended = [
        {"id": n, "feature_flag_key": "new-nav", "start_date": ago(90), "end_date": ago(days)}
        for n, days in ((1, 60), (2, 5))
    ]
    assert candidate(folder(flag(), experiments=listing(*ended))).verdict == "fully_rolled_out"
