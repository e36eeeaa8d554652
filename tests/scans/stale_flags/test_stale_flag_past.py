"""Flags as they were: what the activity log can take back, and what it cannot."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scans.model import Documents
from scans.stale_flags import StaleFlagSettings, Verdict, assess
from scans.stale_flags.past import at, present, reaches_back_to, unborn
from tests.scans.stale_flags.material import EVERYONE, NOW, TARGETED, ago

RULES = StaleFlagSettings()


def flag(**fields: Any) -> dict[str, Any]:
    """Return a flag that is at 100 % and 200 days old."""
    return {
        "id": 1,
        "key": "rail",
        "active": True,
        "filters": EVERYONE,
        "created_at": ago(200),
        "updated_at": ago(200),
    } | fields


def edit(days: float, **changes: tuple[Any, Any]) -> dict[str, Any]:
    """Return a log entry of so many days ago; each change is a pair of before and after."""
    told = [
        {"type": "FeatureFlag", "action": "changed", "field": name, "before": was, "after": now}
        for name, (was, now) in changes.items()
    ]
    return {
        "id": f"edit-{days}",
        "activity": "updated",
        "scope": "FeatureFlag",
        "item_id": "1",
        "created_at": ago(days),
        "detail": {"name": "rail", "changes": told},
    }


def documents(item: dict[str, Any], *log: dict[str, Any], **more: Any) -> Documents:
    """Return a folder with one flag and its log."""
    return Documents(
        {
            "feature_flags": {"results": [item]},
            "activity_log": {"results": list(log)},
        }
        | more,
        complete_by_declaration=True,
    )


def verdict(read: Documents, days: float) -> str:
    """Return what the rule would have said so many days ago."""
    then = NOW - timedelta(days=days)
    judged = assess(at(read, then), RULES, then)
    if judged.candidates:
        return str(judged.candidates[0].verdict)
    return "abstained" if judged.abstained else ("active" if judged.subjects else "absent")


def test_a_later_edit_is_taken_back() -> None:
    """Before it went to everyone a flag was in use; a month after that it is stale."""
    read = documents(
        flag(updated_at=ago(60)), edit(60, filters=(TARGETED, EVERYONE)), edit(100, active=(0, 1))
    )
    assert verdict(read, 0) == Verdict.FULLY_ROLLED_OUT
    assert verdict(read, 29) == Verdict.FULLY_ROLLED_OUT
    assert verdict(read, 31) == "active"
    assert verdict(read, 70) == "active"


def test_a_flag_that_was_not_there_yet_is_absent() -> None:
    """Nothing is said about a flag before its creation."""
    assert verdict(documents(flag()), 201) == "absent"


def test_a_switch_comes_back_as_the_log_spells_it() -> None:
    """PostHog writes booleans as words into its log."""
    read = documents(flag(active=False, updated_at=ago(10)), edit(10, active=("true", "false")))
    assert verdict(read, 0) == "active"
    assert verdict(read, 11) == Verdict.FULLY_ROLLED_OUT


def test_a_value_that_was_not_kept_cannot_come_back() -> None:
    """An edit without its old value, or without any detail, ends the story before it."""
    for entry in (
        edit(10, filters=(None, EVERYONE)),
        edit(10, active=("maybe", "true")),
        edit(10) | {"detail": None},
    ):
        read = documents(flag(updated_at=ago(10)), entry)
        assert verdict(read, 11) == "abstained"
        assert verdict(read, 9) == "active"


def test_a_row_that_was_written_without_an_entry_is_not_judged() -> None:
    """Somebody edited the flag, and the log does not say what."""
    assert verdict(documents(flag(updated_at=ago(10))), 11) == "abstained"


def test_an_edit_of_something_else_changes_nothing() -> None:
    """A new tag explains the row's time and takes nothing back."""
    read = documents(flag(updated_at=ago(10)), edit(10, tags=([], ["a"])))
    assert verdict(read, 11) == Verdict.FULLY_ROLLED_OUT


def test_an_experiment_was_running_until_it_ended() -> None:
    """Its end, and its start, are taken back where they were still to come."""
    experiment = {
        "id": 7,
        "feature_flag_key": "rail",
        "start_date": ago(100),
        "end_date": ago(40),
        "created_at": ago(120),
    }
    read = documents(flag(), experiments={"results": [experiment]})
    assert verdict(read, 0) == Verdict.EXPERIMENT_CONCLUDED
    assert verdict(read, 50) == "active"
    assert verdict(read, 110) == Verdict.FULLY_ROLLED_OUT


def test_what_a_flag_says_of_running_counts_where_no_date_does() -> None:
    """A listed experiment is dated by itself; of one that is not listed the flag's word stands."""
    running = [{"id": 7, "is_running": True}]
    started = {"id": 7, "feature_flag_key": "rail", "start_date": ago(20), "created_at": ago(30)}
    item = flag(experiment_set_metadata=running)
    assert verdict(documents(item, experiments={"results": [started]}), 25) == (
        Verdict.FULLY_ROLLED_OUT
    )
    assert verdict(documents(item), 25) == "active"


def test_a_schedule_that_has_run_was_pending_before() -> None:
    """A change that was made ten days ago stood in the way of a removal before that."""
    change = {
        "record_id": "1",
        "model_name": "FeatureFlag",
        "scheduled_at": ago(10),
        "executed_at": ago(10),
        "created_at": ago(20),
    }
    read = documents(flag(), scheduled_changes={"results": [change]})
    for days, pending in ((5, False), (15, True), (25, False)):
        then = NOW - timedelta(days=days)
        (candidate,) = assess(at(read, then), RULES, then).candidates
        assert bool(candidate.obstacles) is pending


def test_a_log_that_was_cut_says_where() -> None:
    """Before its first entry nothing is known, and after it no edit is dated too early."""
    read = documents(flag(updated_at=ago(5)), edit(5, tags=([], ["a"])))
    assert reaches_back_to(read) is None
    log = read.documents["activity_log"] | {"count": 400}
    cut = documents(flag(updated_at=ago(5)), activity_log=log)
    assert reaches_back_to(cut) == NOW - timedelta(days=5)
    # The only thing known is that it was changed before five days ago.
    assert verdict(cut, 4) == "active"


@given(
    st.lists(st.tuples(st.integers(1, 190), st.booleans()), max_size=6, unique_by=lambda e: e[0])
)
def test_the_past_of_now_is_now(edits: list[tuple[int, bool]]) -> None:
    """Taking back nothing changes no verdict, whatever the log holds."""
    ordered = sorted(edits, reverse=True)
    shapes = [EVERYONE if wide else TARGETED for _, wide in ordered]
    log = [
        edit(days, filters=(shapes[index - 1] if index else TARGETED, shapes[index]))
        for index, (days, _) in enumerate(ordered)
    ]
    item = flag(filters=shapes[-1], updated_at=ago(ordered[-1][0])) if shapes else flag()
    read = documents(item, *log)
    now_then = [assess(one, RULES, NOW) for one in (read, at(read, NOW))]
    assert [candidate.verdict for candidate in now_then[0].candidates] == [
        candidate.verdict for candidate in now_then[1].candidates
    ]


def test_times_that_cannot_be_read_take_nothing_back() -> None:
    """An entry without a time is before everything, and after nothing."""
    read = documents(flag(), edit(10, active=("false", "true")) | {"created_at": "yesterday"})
    assert at(read, datetime.fromisoformat(ago(20))).documents["activity_log"]["results"] == []
    assert verdict(read, 20) == Verdict.FULLY_ROLLED_OUT


def test_an_archived_flag_is_there_no_more() -> None:
    """It was there until somebody archived it."""
    read = documents(flag(archived=True, updated_at=ago(10)), edit(10, archived=("false", "true")))
    assert present(at(read, NOW)) == frozenset()
    assert present(at(read, NOW - timedelta(days=11))) == {"rail"}


def test_a_flag_of_tomorrow_is_known_as_such() -> None:
    """A key that was not there yet is told apart from one that never was."""
    read = documents(flag(created_at=ago(20), updated_at=ago(20)))
    assert unborn(read, at(read, NOW - timedelta(days=30))) == {"rail"}
    assert unborn(read, at(read, NOW - timedelta(days=10))) == frozenset()
