"""Events that fell silent before the days that are counted: asked for by name, judged as any."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.dead_events import DeadEventSettings, past, questions
from scans.dead_events.questions import MOST_OLDER, OLDEST_DAYS
from scans.dead_events.signals import longer
from scans.evidence.event_usage import EventRow
from scans.model import Documents, Json, Questions
from tests.scans.dead_events.event_material import (
    NOW,
    SETTINGS,
    WINDOW,
    ago,
    capture,
    captured,
    conclusion,
    live,
    only,
    row,
    silent,
    usage,
    verdicts,
)

DAILY = [3]
WEEKLY = [0, 0, 0, 0, 0, 0, 9]
MONTHLY = [*[0] * 29, 40]
LENGTH = 600

ALIVE = {f"alive_{number}": row(silent(0)) for number in range(20)}


def arrived(**days: float) -> Json:
    """Return the answer that these events came last so many days ago."""
    rows = {name: {"count": 900, "last_seen": ago(day)} for name, day in days.items()}
    return {"as_of": ago(0), "since": None, "unasked": {}, "rows": rows}


def older(rows: Mapping[str, Json], days: int = LENGTH, **fields: object) -> Json:
    """Return the answer about older days."""
    return {"as_of": ago(0), "window_days": days, "unasked": {}, "rows": dict(rows), **fields}


def asked(documents: Documents, *names: str, settings: DeadEventSettings = SETTINGS) -> Questions:
    """Return what is asked next, if code captures these names."""
    return questions(documents, [captured(*names)], settings, NOW)


@pytest.mark.parametrize(
    ("pattern", "days", "verdict"),
    [
        pytest.param(DAILY, 200, "stopped", id="every day until 200 days ago"),
        pytest.param(DAILY, 400, "stopped", id="every day until 400 days ago"),
        pytest.param(WEEKLY, 400, "stopped", id="once a week until then"),
        pytest.param(MONTHLY, 400, "alive", id="once a month is no rhythm of most weeks"),
        pytest.param([0, 0, 0, 0, 0, 1], 200, "alive", id="15 events in 90 days are too few"),
        pytest.param(DAILY, 560, "inconclusive", id="40 days of 90 are too few weeks to tell"),
    ],
)
def test_older_days_are_judged_as_any_others(
    pattern: Sequence[int], days: int, verdict: str
) -> None:
    """The event is compared with its own rhythm before it fell silent, however long ago."""
    answer = older({"gone": row(silent(days, pattern, LENGTH))})
    documents = live(ALIVE, event_arrivals=arrived(gone=days), older_event_usage=answer)
    result = conclusion(documents, [captured("gone")], [capture()])
    assert verdicts(result).get("gone", "alive") == verdict
    assert result.blind == ()


def test_the_finding_says_where_its_numbers_come_from() -> None:
    """Its facts name the document that they were read from, and its sentence the silence."""
    answer = older({"gone": row(silent(400, DAILY, LENGTH))})
    documents = live(event_arrivals=arrived(gone=400), older_event_usage=answer)
    found = only(conclusion(documents, [captured("gone")], [capture()]))
    assert found.reason.startswith("Arrived every day until 16 Oct 2025; 400 days of silence")
    told = {one.name: one for one in found.evidence if one.source == "posthog.older_event_usage"}
    assert {name: one.value for name, one in told.items()} == {
        "last_seen": ago(400).replace("+00:00", "Z"),
        "silence_days": 400,
        "p95_gap_days": 1,
        "events_in_90_days": 270,
        "users": 2,
    }


@pytest.mark.parametrize(
    ("days", "without"), [(100, "stopped"), (140, "inconclusive"), (170, "inconclusive")]
)
def test_too_little_of_a_rhythm_is_completed(days: int, without: str) -> None:
    """An event of which a part of its 90 days was counted has one row, the longer one."""
    cut = {"gone": row(silent(days, WEEKLY))}
    documents = live({**ALIVE, **cut}, event_arrivals=arrived())
    names = [captured("gone")]
    assert verdicts(conclusion(documents, names)) == {"gone": without}
    answer = older({"gone": row(silent(days, WEEKLY, LENGTH))})
    whole = live({**ALIVE, **cut}, event_arrivals=arrived(), older_event_usage=answer)
    assert verdicts(conclusion(whole, names)) == {"gone": "stopped"}
    assert asked(documents, "gone").older == (("gone",) if without == "inconclusive" else ())
    assert asked(whole, "gone") == Questions()


def test_arrivals_are_asked_first_and_older_days_of_the_answer() -> None:
    """The window holds the rhythm before the earliest last arrival that is asked about."""
    names = ("near", "far", "never", "alive_1")
    assert asked(live(ALIVE), *names) == Questions(arrivals=("far", "near", "never"))
    answer = arrived(near=200, far=400)
    answer["rows"]["never"] = {"count": 0, "first_seen": None, "last_seen": None}
    documents = live(ALIVE, event_arrivals=answer)
    assert asked(documents, *names) == Questions(older=("far", "near"), older_days=400 + 100)
    assert asked(documents, "near") == Questions(older=("near",), older_days=300)
    yearly = DeadEventSettings(rhythm_window_days=365)
    assert asked(documents, *names, settings=yearly).older_days == OLDEST_DAYS
    assert asked(documents, "never", "alive_1") == Questions()


def test_only_captured_names_are_asked_about() -> None:
    """What nobody sends any more from configured code costs nothing."""
    cut = {"gone": row(silent(160, WEEKLY))}
    assert asked(live({**ALIVE, **cut}, event_arrivals=arrived(gone=160))) == Questions()
    documents = live(ALIVE, event_arrivals=arrived(gone=400))
    uncalled = captured("gone", uncalled=("gone",))
    assert questions(documents, [uncalled], SETTINGS, NOW) == Questions()
    folder = Documents(documents.documents, complete_by_declaration=True)
    assert asked(folder, "gone") == Questions()


def test_nothing_is_asked_twice() -> None:
    """Neither what was answered with nothing, nor what could not be asked."""
    nothing = {"count": 0, "first_seen": None, "last_seen": None}
    answer = older({"gone": nothing}, unasked={"odd\n": "its name has control characters"})
    arrivals = arrived(gone=300, **{"odd\n": 300})
    documents = live(ALIVE, event_arrivals=arrivals, older_event_usage=answer)
    assert asked(documents, "gone", "odd\n") == Questions()
    unasked = live(ALIVE, event_arrivals={**arrived(), "unasked": {"odd\n": "no"}})
    assert asked(unasked, "odd\n") == Questions()


def test_the_events_that_came_last_are_asked_about_first() -> None:
    """So many in a run and no more; the rest is listed as before, with the reason."""
    came = {f"gone_{number:03}": 200 + number for number in range(MOST_OLDER + 5)}
    documents = live(ALIVE, event_arrivals=arrived(**came))
    wanted = asked(documents, *came)
    assert wanted.older == tuple(sorted(came))[:MOST_OLDER]
    assert wanted.older_days == 200 + MOST_OLDER - 1 + 100
    rows = {name: row(silent(came[name], DAILY, 700)) for name in wanted.older}
    read = live(ALIVE, event_arrivals=arrived(**came), older_event_usage=older(rows, 700))
    result = conclusion(read, [captured(*came)], [capture(name) for name in came])
    assert len(result.findings) == MOST_OLDER
    assert {one.subject for one in result.abstained} == {*came} - {*wanted.older}
    assert result.blind == ()


def test_what_is_older_than_two_years_is_left_alone() -> None:
    """The last day that is asked about is the oldest day that is read."""
    documents = live(ALIVE, event_arrivals=arrived(old=OLDEST_DAYS, new=OLDEST_DAYS - 1))
    assert asked(documents, "old", "new") == Questions(older=("new",), older_days=OLDEST_DAYS)
    (listed,) = conclusion(documents, [captured("old")]).abstained
    assert listed.reason == "it arrived last before the days that were counted"


def test_a_failure_to_read_older_days_is_told_and_hides_nothing_else() -> None:
    """The event stays inconclusive, and every other verdict stands."""
    rows = {**ALIVE, "silent": row(silent(40))}
    blind = {"older_event_usage": "504: timed out"}
    documents = live(rows, blind, event_arrivals=arrived(gone=300))
    result = conclusion(documents, [captured("gone", "silent")], [capture("silent")])
    assert verdicts(result) == {"gone": "inconclusive", "silent": "stopped"}
    assert [(one.source, one.reason) for one in result.blind] == [*blind.items()]


@pytest.mark.parametrize(
    "answer",
    [
        older({"gone": row(silent(300, DAILY, LENGTH))}, as_of=ago(1)),
        older({"gone": {"count": "many"}}),
        older({"gone": row(silent(300, DAILY, LENGTH)) | {"daily": None}}),
        older({"gone": row(silent(300, DAILY, LENGTH)) | {"last_seen": None}}),
        {"as_of": ago(0), "rows": []},
    ],
)
def test_older_days_that_do_not_fit_are_not_used(answer: Json) -> None:
    """Days are counted back from the last one: of another day, or of no shape, they say nothing."""
    documents = live(ALIVE, event_arrivals=arrived(gone=300), older_event_usage=answer)
    assert verdicts(conclusion(documents, [captured("gone")])) == {"gone": "inconclusive"}


def test_a_row_is_not_replaced_by_one_that_saw_less() -> None:
    """Whichever was read later, a later arrival is an arrival."""
    seen = EventRow(9, last_seen=NOW - timedelta(days=100), daily=[1] * 180)
    behind = EventRow(9, last_seen=NOW - timedelta(days=101), daily=[1] * 400)
    level = EventRow(9, last_seen=NOW - timedelta(days=100), daily=[1] * 400)
    assert longer(seen, behind) is seen
    assert longer(seen, level) is level
    assert longer(level, seen) is level
    assert longer(EventRow(0), behind) is longer(None, behind) is behind
    assert longer(seen, None) is seen


def test_events_that_are_removed_at_once_long_ago_are_one_cause() -> None:
    """An outage is an outage, however old."""
    names = [f"gone_{number}" for number in range(12)]
    answer = older({name: row(silent(300, DAILY, LENGTH)) for name in names})
    arrivals = arrived(**dict.fromkeys(names, 300))
    documents = live(ALIVE, event_arrivals=arrivals, older_event_usage=answer)
    result = conclusion(documents, [captured(*names)])
    assert result.findings == ()
    assert result.blind[0].reason == "12 of 32 events fell silent on one day, 24 Jan 2026"


@given(st.integers(100, 500), st.sampled_from([DAILY, WEEKLY]), st.integers(1, 300))
def test_the_past_of_older_days_is_what_was_read_then(
    days: int, pattern: list[int], earlier: int
) -> None:
    """A backtest of such an event gives the verdict of documents that were read at that time."""
    then = NOW - timedelta(days=earlier)
    counted = silent(days, pattern, LENGTH)
    alive = {"$pageview": row([9] * LENGTH)}
    seen = counted[-WINDOW:]
    rows = alive | ({"gone": row(seen)} if any(seen) else {})
    documents = live(event_usage=usage(rows), older_event_usage=older({"gone": row(counted)}))
    names = [captured("gone")]
    result = conclusion(past.at(documents, then), names, now=then)
    cut = counted[: LENGTH - earlier]
    expected = conclusion(live({"gone": row(cut)}), names)
    assert verdicts(result) == verdicts(expected)
