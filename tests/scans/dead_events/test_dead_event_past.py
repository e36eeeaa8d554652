"""Judging the past is judging what would have been read then."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scans.dead_events import past
from scans.model import Documents, EventCode, Json
from tests.scans.dead_events.event_material import (
    NOW,
    SETTINGS,
    ago,
    capture,
    captured,
    conclusion,
    folder,
    insight,
    judge,
    listing,
    row,
    silent,
    usage,
    verdicts,
)

patterns = st.lists(st.sampled_from([0, 0, 1, 3, 40]), min_size=1, max_size=9).filter(any)
projects = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]), st.builds(silent, st.integers(0, 150), patterns)
)


@settings(max_examples=60)
@given(projects)
def test_the_present_is_what_it_is(days: dict[str, list[int]]) -> None:
    """Nothing is taken back from a folder that is asked about its own time."""
    documents = folder({name: row(one) for name, one in days.items()})
    same = past.at(documents, NOW)
    assert conclusion(same, [captured("a")]) == conclusion(documents, [captured("a")])


@settings(max_examples=60)
@given(projects, st.integers(1, 90))
def test_the_past_is_what_was_read_then(days: dict[str, list[int]], ago_days: int) -> None:
    """Days that were not yet are cut off, and every verdict is that of a folder pulled then."""
    then = NOW - timedelta(days=ago_days)
    later = past.at(folder({name: row(one) for name, one in days.items()}), then)
    earlier = {name: one[: len(one) - ago_days] for name, one in days.items()}
    rows = {
        "$pageview": row([9] * 180),
        **{name: _row(one, ago_days) for name, one in earlier.items()},
    }
    rows["$pageview"] = _row([9] * (180 - ago_days), ago_days)
    counted = {"as_of": then.isoformat(), "window_days": 180 - ago_days, "rows": rows}
    pulled = Documents({"event_usage": counted}, complete_by_declaration=True, now=then)
    found = conclusion(later, [captured("a", "b")], [capture("a"), capture("b")], now=then)
    expected = conclusion(pulled, [captured("a", "b")], [capture("a"), capture("b")], now=then)
    assert verdicts(found) == verdicts(expected)
    assert found.blind == expected.blind


def _row(daily: list[int], ago_days: int) -> dict[str, Any]:
    counted = row(daily)
    if counted["last_seen"] is not None:
        since = next(index for index, count in enumerate(reversed(daily)) if count)
        counted["last_seen"] = ago(since + ago_days)
    return counted


def test_totals_tell_nothing_about_the_past() -> None:
    """Of an event that is not counted by day nothing is said; others are judged."""
    others = {f"other_{number}": row(silent(0)) for number in range(20)}
    totals = {"count": 900, "last_seen": ago(2)}
    was = past.at(folder({**others, "total": totals}), NOW - timedelta(days=30))
    assert verdicts(conclusion(was, now=NOW - timedelta(days=30))) == {"total": "inconclusive"}


def test_arrivals_definitions_and_readers_of_later_are_taken_back() -> None:
    """What came, was made or ended later, was not there yet or had not ended."""
    then = NOW - timedelta(days=30)
    experiment: Json = {"id": 1, "created_at": ago(50), "end_date": ago(5), "metrics": []}
    documents = Documents(
        {
            "event_usage": usage(),
            "event_arrivals": {
                "since": None,
                "rows": {"late": {"count": 4, "first_seen": ago(9)}, "odd": 3},
            },
            "event_definitions": listing(
                {"name": "late", "created_at": ago(9), "last_seen_at": ago(1)},
                {"name": "old", "created_at": ago(90), "last_seen_at": ago(1)},
            ),
            "insights": listing(
                insight("a", 1, created_at=ago(9)), insight("a", 2, created_at=ago(90)), "odd"
            ),
            "experiments": listing(experiment),
        },
        complete_by_declaration=True,
    )
    was = past.at(documents, then).documents
    assert was["event_arrivals"]["rows"]["late"]["count"] == 0
    (old,) = was["event_definitions"]["results"]
    assert (old["name"], old["last_seen_at"]) == ("old", ago(90))
    assert [one["id"] for one in was["insights"]["results"][:-1]] == [2]
    assert was["experiments"]["results"][0]["end_date"] is None
    never = judge(past.at(documents, then), [captured("late")], now=then)
    assert never.wanted == ("late",)


def test_lines_that_were_not_written_yet_are_not_there() -> None:
    """A line without an age may have been."""
    code = EventCode(repository="r", sites=(capture("a", 9), capture("b", 90), capture("c", None)))
    kept = past.sites_at(code, NOW - timedelta(days=30))
    assert [one.site.name for one in kept.sites] == ["b", "c"]


def test_the_past_ends_where_no_rhythm_is_left() -> None:
    """Ninety days have to be counted before the earliest look."""
    since = past.reaches_back_to(folder({"a": row(silent(0))}), SETTINGS)
    assert since is not None
    assert (NOW - since).days == 90 - 1
    assert past.reaches_back_to(Documents({}), SETTINGS) is None


def test_what_came_shortly_before_was_there() -> None:
    """A report about an event that came back was wrong, or came too early."""
    rows = {"alive": row(silent(0)), "back": row(silent(6)), "gone": row(silent(40))}
    assert past.present(folder(rows), NOW, SETTINGS) == {"$pageview", "alive", "back"}
    hasty = SETTINGS.model_copy(update={"min_silence_days": 3})
    assert past.present(folder(rows), NOW, hasty) == {"$pageview", "alive"}
    assert past.present(Documents({}), NOW, SETTINGS) == frozenset()
