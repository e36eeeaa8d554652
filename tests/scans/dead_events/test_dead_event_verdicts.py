"""Every row of the rule, with numbers that can be checked by hand."""

from collections.abc import Sequence
from typing import Any

import pytest

from scans.dead_events import DeadEventSettings, Verdict
from scans.model import BlockedBy, Readiness, SuggestedAction
from tests.scans.dead_events.event_material import (
    COMPLETE,
    NOW,
    SETTINGS,
    ago,
    capture,
    captured,
    conclusion,
    folder,
    judge,
    listing,
    live,
    only,
    row,
    silent,
    verdicts,
)

DAILY = [3]
EVERY_OTHER_DAY = [0, 3]
WORKING_DAYS = [0, 0, 3, 3, 3, 3, 3]
WEEKLY = [0, 0, 0, 0, 0, 0, 9]
MONTHLY = [*[0] * 29, 40]


@pytest.mark.parametrize(
    ("pattern", "days", "verdict"),
    [
        pytest.param(DAILY, 8, "alive", id="8 days are what a daily rhythm explains"),
        pytest.param(DAILY, 9, "stopped", id="9 days are more"),
        pytest.param(DAILY, 120, "stopped", id="months later too"),
        pytest.param(EVERY_OTHER_DAY, 16, "alive", id="every other day explains 16"),
        pytest.param(EVERY_OTHER_DAY, 17, "stopped", id="and not 17"),
        pytest.param(WORKING_DAYS, 24, "alive", id="weekends make it 3 days, so 24"),
        pytest.param(WORKING_DAYS, 25, "stopped", id="and not 25"),
        pytest.param(WEEKLY, 56, "alive", id="once a week explains 8 weeks"),
        pytest.param(WEEKLY, 57, "stopped", id="and not a day more"),
        pytest.param(MONTHLY, 89, "alive", id="once a month is no rhythm of most weeks"),
        pytest.param([0, 0, 0, 0, 0, 1], 80, "alive", id="15 events in 90 days are too few"),
    ],
)
def test_silence_is_measured_by_the_events_own_rhythm(
    pattern: Sequence[int], days: int, verdict: str
) -> None:
    """Silent for longer than 8 times the usual longest gap, and never below a week."""
    result = conclusion(folder({"gone": row(silent(days, pattern))}))
    assert verdicts(result).get("gone", "alive") == verdict


def test_twenty_events_are_enough_and_nineteen_are_not() -> None:
    """The number counts within the 90 days up to the last one with events."""
    weeks = [[0, 0, 0, 0, 0, 0, 1 + (index < 7)] for index in range(13)]
    enough = [day for week in weeks for day in week][1:]
    assert sum(enough) == 20
    daily = [*[0] * 30, *enough, *[0] * 60]
    fewer = [*[0] * 30, *enough[:-1], 0, *[0] * 60]
    fewer[daily.index(1)] = 1
    assert [one.name for one in judge(folder({"a": row(daily)})).candidates] == ["a"]
    assert judge(folder({"a": row(fewer)})).candidates == ()


@pytest.mark.parametrize(
    ("life", "verdict"),
    [
        pytest.param([900], "alive", id="one day"),
        pytest.param([50] * 10, "alive", id="a launch of ten days"),
        pytest.param([50] * 42, "alive", id="six weeks of thirteen"),
        pytest.param([50] * 43, "stopped", id="seven weeks"),
    ],
)
def test_what_came_for_some_weeks_only_never_was_regular(life: list[int], verdict: str) -> None:
    """To arrive regularly is to arrive in most of the weeks."""
    daily = [*[0] * (160 - len(life)), *life, *[0] * 20]
    assert verdicts(conclusion(folder({"gone": row(daily)}))).get("gone", "alive") == verdict


@pytest.mark.parametrize(
    ("life", "verdict"),
    [
        pytest.param([50] * 27, "alive", id="a launch of less than four weeks"),
        pytest.param([50] * 28, "inconclusive", id="four weeks"),
        pytest.param([50] * 42, "inconclusive", id="six weeks of thirteen"),
        pytest.param([50] * 43, "stopped", id="seven weeks"),
        pytest.param(([9] * 2 + [0] * 12) * 4, "alive", id="every other week is no rhythm"),
        pytest.param([0, 0, 0, 0, 0, 0, 3] * 6, "alive", id="18 events are too few"),
        pytest.param([0, 0, 0, 0, 0, 0, 9] * 6, "inconclusive", id="once a week for six weeks"),
    ],
)
def test_the_end_of_a_short_life_is_doubted_where_code_still_captures_it(
    life: list[int], verdict: str
) -> None:
    """A feature that was removed looks like a trial that is over: a person has to say which."""
    daily = row([*[0] * (120 - len(life)), *life, *[0] * 60])
    code_says = [captured("gone")]
    assert verdicts(conclusion(folder({"gone": daily}), code_says)).get("gone", "alive") == verdict
    nobody = "stopped" if verdict == "stopped" else "alive"
    assert verdicts(conclusion(folder({"gone": daily}))).get("gone", "alive") == nobody


def test_a_short_life_that_has_not_ended_is_alive() -> None:
    """Its silence is measured as any other: 8 times its usual longest gap."""
    begun = [*[0] * 140, *[5] * 32, *[0] * 8]
    assert verdicts(conclusion(folder({"a": row(begun)}), [captured("a")])) == {}
    ended = [*[0] * 139, *[5] * 32, *[0] * 9]
    assert verdicts(conclusion(folder({"a": row(ended)}), [captured("a")])) == {"a": "inconclusive"}


def test_what_becomes_rarer_has_its_newest_rhythm() -> None:
    """Two long gaps among the newest five count, although fewer than one in twenty are long."""
    rarer = [*[3] * 80, *([0] * 4 + [3]) * 2, *[0] * 20]
    once = [*[3] * 85, *([0] * 4 + [3]), *[0] * 20]
    assert judge(folder({"a": row([*[3] * 70, *rarer])})).candidates == ()
    assert len(judge(folder({"a": row([*[3] * 70, *once])})).candidates) == 1


def test_an_hour_of_the_day_counts() -> None:
    """Silence is time, not days: 8 days to the hour are explained, and an hour more is not."""
    daily = silent(8)
    explained = row(daily, last_seen=ago(8))
    longer = row(daily, last_seen=ago(8 + 1 / 24))
    assert judge(folder({"a": explained})).candidates == ()
    assert judge(folder({"a": longer})).wanted == ("a",)


@pytest.mark.parametrize(
    ("days", "names", "verdict"),
    [
        pytest.param(30, captured("new"), "never_arrived", id="30 days on the branch"),
        pytest.param(29, captured("new"), "alive", id="29 days: give it time"),
        pytest.param(None, captured("new"), "inconclusive", id="no history tells"),
        pytest.param(60, captured("new", uncalled=("new",)), "uncalled", id="nothing calls it"),
        pytest.param(None, captured("new", uncalled=("new",)), "uncalled", id="of any age"),
        pytest.param(60, captured(possible=("new",)), "alive", id="a doubtful receiver"),
    ],
)
def test_what_never_arrived_is_judged_by_its_line(days: Any, names: Any, verdict: str) -> None:
    """An old line whose event never came is a finding; a young one is not."""
    others = captured(*(f"other_{number}" for number in range(20)))
    rows = {f"other_{number}": row(silent(0)) for number in range(20)}
    result = conclusion(folder(rows), [names, others], [capture("new", days)])
    assert verdicts(result).get("new", "alive") == verdict


def test_the_oldest_line_tells_and_a_younger_one_does_not_hide_it() -> None:
    """A capture that was added yesterday does not make the event new."""
    sites = [capture("new", 1), capture("new", 90, site={"line": 9})]
    found = only(conclusion(folder(), [captured("new")], sites))
    assert found.reason == (
        "Code captures it on the default branch for 90 days, and it has never arrived."
    )


def test_a_live_project_has_to_be_asked_whether_an_event_ever_arrived() -> None:
    """Silence within the window is not never; the answer to the question is."""
    names = [captured("new")]
    asked = {"rows": {"new": {"count": 0, "first_seen": None, "last_seen": None}}, "since": None}
    before = {"rows": {"new": {"count": 4, "last_seen": ago(300)}}, "since": None}
    recent = {**asked, "since": ago(200)}
    for answer, verdict in [
        (asked, "never_arrived"),
        (before, "inconclusive"),
        (recent, "inconclusive"),
    ]:
        result = conclusion(live(event_arrivals=answer), names, [capture("new")])
        assert verdicts(result).get("new", "alive") == verdict
    assert verdicts(conclusion(live(), names, [capture("new")])) == {"new": "inconclusive"}


def test_a_definition_that_was_seen_speaks_against_never() -> None:
    """A folder knows by its definitions whether an event arrived before the window."""
    seen = listing({"name": "new", "last_seen_at": ago(300)})
    unseen = listing({"name": "new", "last_seen_at": None})
    names, sites = [captured("new")], [capture("new")]
    result = conclusion(folder(event_definitions=seen), names, sites)
    assert verdicts(result) == {"new": "inconclusive"}
    result = conclusion(folder(event_definitions=unseen), names, sites)
    assert verdicts(result) == {"new": "never_arrived"}


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        pytest.param(captured(), "orphan", id="nothing captures it"),
        pytest.param(captured("sent"), "alive", id="a capture"),
        pytest.param(captured(possible=("sent",)), "inconclusive", id="maybe a capture"),
        pytest.param(captured(prefixes=("se",)), "inconclusive", id="a fitting prefix"),
        pytest.param(captured(prefixes=("Se", "x")), "orphan", id="other prefixes"),
        pytest.param(captured(prefixes=("",)), "inconclusive", id="a wholly computed name"),
        pytest.param(captured(unread_files=1), "inconclusive", id="a file nobody could read"),
    ],
)
def test_an_orphan_is_one_only_if_nothing_can_send_it(names: Any, verdict: str) -> None:
    """It arrives, and the repositories that were declared complete surely do not capture it."""
    documents = folder({"sent": row(silent(0))})
    assert verdicts(conclusion(documents, [names], settings=COMPLETE)).get("sent", "alive") == (
        verdict
    )
    assert verdicts(conclusion(documents, [names])) == {}


def test_an_orphan_still_arrives() -> None:
    """What ended long ago has no sender to look for."""
    few = [1, *[0] * 179]
    result = conclusion(folder({"over": row(few)}), [captured()], settings=COMPLETE)
    assert result.findings == ()


def test_names_of_posthog_and_kept_names_are_not_judged() -> None:
    """Events that begin with a dollar sign are not ours, and the operator's list is obeyed."""
    dead = row(silent(40))
    rows = {"$rageclick": dead, "black_friday_sale": dead, "gone": dead, "exact": dead}
    settings = DeadEventSettings(keep=("black_friday_*", "exact", "go.e", ""))
    assessment = judge(folder(rows), [captured("$identify")], settings)
    assert assessment.wanted == ("gone",)
    assert (assessment.subjects, assessment.permanent) == (1, 2)


def test_a_kept_pattern_is_no_regular_expression() -> None:
    """Only the star has a meaning."""
    dead = row(silent(40))
    settings = DeadEventSettings(keep=("a.c", "x[1]", "*_end"))
    assessment = judge(folder({"abc": dead, "x[1]": dead, "the_end": dead}), (), settings)
    assert assessment.wanted == ("abc",)


def test_a_name_is_uncalled_only_if_no_other_place_captures_it() -> None:
    """Another repository, or a doubtful receiver, may be the one that sends it."""
    here = captured("a", uncalled=("a",))
    assert judge(folder(), [here]).candidates[0].verdict is Verdict.UNCALLED
    for other in (captured("a"), captured(possible=("a",))):
        assert judge(folder(), [here, other]).candidates[0].verdict is Verdict.NEVER_ARRIVED


def test_an_uncalled_event_that_arrives_is_sent_by_something_else() -> None:
    """The helper is dead all the same, and the reason says what that means."""
    names = [captured("a", uncalled=("a",))]
    found = only(conclusion(folder({"a": row(silent(0))}), names, [capture("a", helper="track")]))
    assert (found.verdict, found.readiness) == ("uncalled", Readiness.SAFE)
    assert found.reason == (
        "Its only captures stand in a helper that nothing calls; "
        "it arrives, so something else sends it."
    )


def test_the_reason_and_the_facts_can_be_checked() -> None:
    """One sentence, and each number with its unit, source and time."""
    daily = [*[0] * 3, *([0, 0, 3, 3, 3, 3, 3] * 20), *[0] * 37]
    found = only(conclusion(folder({"gone": row(daily)}), [captured("gone")], [capture()]))
    assert found.reason == (
        "Arrived on 5 days a week until 14 Oct 2026; 37 days of silence, "
        "and its longest usual gap is 3 days."
    )
    facts = {one.name: (one.value, one.unit) for one in found.evidence}
    assert facts == {
        "last_seen": ("2026-10-14T12:00:00Z", None),
        "silence_days": (37, "days"),
        "p95_gap_days": (3, "days"),
        "events_in_90_days": (195, "events"),
        "users": (2, "people"),
        "readers": (0, None),
        "on_default_branch_since": (ago(60).replace("+00:00", "Z"), None),
    }
    assert all(one.as_of == NOW for one in found.evidence)
    assert (found.readiness, found.suggested_action, found.severity) == (
        Readiness.SAFE,
        SuggestedAction.OPEN_CLEANUP_PR,
        "low",
    )


def test_findings_stand_in_the_order_of_their_subjects() -> None:
    """A reader, and a comparison of two runs, can rely on the order."""
    rows = {name: row(silent(40)) for name in ("b", "a", "C")}
    found = conclusion(folder(rows)).findings
    assert [one.subject for one in found] == ["C", "a", "b"]


def test_an_event_that_posthog_rejects_is_left_to_a_person() -> None:
    """Its silence was decided in PostHog, and says nothing about the code."""
    defined = listing({"name": "gone", "last_seen_at": ago(40), "enforcement_mode": "reject"})
    documents = folder({"gone": row(silent(40))}, event_definitions=defined)
    found = only(conclusion(documents, [captured("gone")], [capture()]))
    assert (found.verdict, found.readiness) == ("stopped", Readiness.CAUTION)
    assert found.blocked_by == (BlockedBy.NEEDS_APPROVAL,)


def test_counts_are_told_for_what_is_not_a_finding() -> None:
    """Living events are counted, not listed."""
    rows = {"a": row(silent(0)), "b": row(silent(3)), "gone": row(silent(40))}
    result = conclusion(folder(rows), [captured("young")], [capture("young", 3)])
    assert (result.stats.subjects, result.stats.active) == (4, 3)
    assert SETTINGS.complete is False
