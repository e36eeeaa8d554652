"""What is not known is never taken for nothing."""

from typing import Any

import pytest

from scans.dead_events import questions, readers_wanted
from scans.model import BlockedBy, Documents, Questions, Readiness, SuggestedAction
from tests.scans.dead_events.event_material import (
    COMPLETE,
    NOW,
    SETTINGS,
    WINDOW,
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
    usage,
    verdicts,
)


@pytest.mark.parametrize(
    "documents",
    [
        Documents({}, complete_by_declaration=True),
        Documents({}),
        Documents({}, blind={"event_usage": "403: key lacks query:read"}),
        Documents({"event_usage": {"detail": "Not found."}}),
        Documents({"event_usage": {"rows": {}}}, complete_by_declaration=True),
        Documents({"event_usage": {"rows": {}, "as_of": ago(0)}}, complete_by_declaration=True),
        Documents({"event_usage": usage(as_of="today")}, complete_by_declaration=True),
    ],
)
def test_without_a_count_nothing_is_concluded(documents: Documents) -> None:
    """No findings, not even for helpers that nothing calls; the blindness is the result."""
    names = [captured("a", "b", "c", uncalled=("c",))]
    sites = [capture("a"), capture("b"), capture("c")]
    result = conclusion(documents, names, sites, COMPLETE)
    assert result.findings == ()
    assert {"event_usage", "dead_events"} <= {one.source for one in result.blind}


def test_a_count_without_a_time_was_read_when_its_folder_was() -> None:
    """A folder that fixes its time dates the count too."""
    counted = usage({"gone": row(silent(40))})
    del counted["as_of"]
    documents = Documents({"event_usage": counted}, complete_by_declaration=True, now=NOW)
    assert judge(documents).wanted == ("gone",)


def test_silence_of_the_whole_project_is_one_cause() -> None:
    """If nothing at all arrives, the ingestion stopped, and no event is called dead."""
    rows = {f"event_{number}": row(silent(20)) for number in range(30)}
    rows["$pageview"] = row(silent(20))
    assessment = judge(folder(rows), [captured("new")])
    assert assessment.candidates == ()
    assert [(one.source, one.reason) for one in assessment.blind] == [
        ("event_usage", "no event at all since 31 Oct 2026"),
        ("dead_events", "31 of 31 events could not be judged: its arrivals could not be read"),
    ]
    assert assessment.abstained == ()


def test_many_that_fall_silent_on_one_day_are_one_cause() -> None:
    """A key or a proxy broke on that day; an event that died alone before is still reported."""
    alive = {f"alive_{number}": row(silent(0)) for number in range(20)}
    fallen = {f"fallen_{number}": row(silent(20)) for number in range(12)}
    weekly = row(silent(22, [0, 0, 0, 0, 0, 0, 9]), last_seen=ago(22))
    alone = row(silent(60))
    documents = folder({**alive, **fallen, "weekly": weekly, "alone": alone})
    assessment = judge(documents)
    assert assessment.wanted == ("alone",)
    (blind,) = assessment.blind
    assert (blind.source, blind.reason) == (
        "event_usage",
        "12 of 34 events fell silent on one day, 31 Oct 2026",
    )


def test_a_handful_that_falls_silent_on_one_day_is_a_feature_that_was_removed() -> None:
    """Below ten events, or below a third of all, each is reported."""
    alive = {f"alive_{number}": row(silent(0)) for number in range(3)}
    fallen = {f"fallen_{number}": row(silent(20)) for number in range(9)}
    assert len(judge(folder({**alive, **fallen})).candidates) == 9
    many = {f"alive_{number}": row(silent(0)) for number in range(40)}
    assert len(judge(folder({**many, **fallen})).candidates) == 9


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        pytest.param({"last_seen": ago(3)}, "alive", id="seen within a week"),
        pytest.param({"last_seen": ago(8)}, "alive", id="within what a daily rhythm explains"),
        pytest.param({"last_seen": ago(40)}, "inconclusive", id="its rhythm is not told"),
        pytest.param({"last_seen": ago(40), "active_days": 138}, "stopped", id="so many days"),
        pytest.param({"last_seen": ago(40), "active_days": 60}, "inconclusive", id="not enough"),
        pytest.param({"last_seen": ago(40), "count": 19}, "alive", id="too few in any case"),
        pytest.param({"last_seen": ago(40), "active_days": 6}, "alive", id="six weeks at most"),
        pytest.param({"last_seen": None}, "alive", id="counted, and nobody says when"),
        pytest.param({"last_seen": None, "count": 0}, "alive", id="not seen, not captured"),
    ],
)
def test_of_totals_only_what_is_proved_counts(fields: dict[str, Any], verdict: str) -> None:
    """A folder may have no `daily`; the worst rhythm that fits the totals decides."""
    totals = {"count": 900, "users": 40, **fields}
    others = {f"other_{number}": row(silent(0)) for number in range(20)}
    result = conclusion(folder({**others, "gone": totals}))
    assert verdicts(result).get("gone", "alive") == verdict


def test_totals_of_thirty_days_prove_no_silence() -> None:
    """The days before the window are not known, so neither is the rhythm."""
    rows = {
        "gone": {"count": 900, "users": 40, "active_days": 15, "last_seen": ago(15)},
        "rare": {"count": 2, "users": 1, "last_seen": ago(15)},
        "fresh": {"count": 2, "users": 1, "last_seen": ago(5)},
        **{f"other_{number}": row(silent(0)) for number in range(30)},
    }
    documents = folder(event_usage=usage(rows, window_days=30))
    assert verdicts(conclusion(documents)) == {"gone": "inconclusive", "rare": "inconclusive"}


@pytest.mark.parametrize(
    ("read", "verdict"),
    [
        pytest.param(43 + 20, "stopped", id="most of the weeks were read"),
        pytest.param(42 + 20, "inconclusive", id="half of them"),
    ],
)
def test_a_short_window_has_to_show_most_of_the_weeks(read: int, verdict: str) -> None:
    """What was read has to be enough by itself; then it is said that it was not all."""
    others = {f"other_{number}": row(silent(0)) for number in range(20)}
    documents = folder({**others, "gone": row(silent(20, length=read))})
    result = conclusion(documents)
    assert verdicts(result).get("gone", "alive") == verdict
    if result.findings:
        assert only(result).confidence < 0.9
        names = {one.name for one in only(result).evidence}
        assert "events_in_90_days_at_least" in names


@pytest.mark.parametrize(
    "broken",
    [
        "many",
        None,
        {},
        {"count": -1},
        {"count": "9"},
        {"count": 9, "last_seen": "soon"},
        {"count": 9, "daily": [1, "2"]},
        {"count": 9, "daily": []},
        {"count": 9, "active_days": 1.5},
        {"count": True},
    ],
)
def test_a_row_that_cannot_be_read_hides_its_event_alone(broken: Any) -> None:
    """No guess is made about it, and the others are judged."""
    others = {f"other_{number}": row(silent(0)) for number in range(20)}
    result = conclusion(folder({**others, "gone": row(silent(40)), "odd": broken}))
    assert verdicts(result) == {"gone": "stopped", "odd": "inconclusive"}


def test_a_definition_that_was_seen_later_than_the_count_says_is_a_contradiction() -> None:
    """One of the two is late, or of another project; an hour of ingestion is not."""
    others = {f"other_{number}": row(silent(0)) for number in range(20)}
    for seen, verdict in [(ago(39.5), "stopped"), (ago(60), "stopped"), (ago(2), "inconclusive")]:
        defined = listing({"name": "gone", "last_seen_at": seen})
        documents = folder({**others, "gone": row(silent(40))}, event_definitions=defined)
        assert verdicts(conclusion(documents)) == {"gone": verdict}


def test_a_definition_alone_never_makes_an_event_dead() -> None:
    """`last_seen_at` is known to be wrong while events arrive; the count decides."""
    defined = listing({"name": "alive", "last_seen_at": ago(90)}, {"name": "listed"})
    documents = folder({"alive": row(silent(0))}, event_definitions=defined)
    assert verdicts(conclusion(documents)) == {}


def test_a_folder_without_an_answer_about_arrivals_may_say_so() -> None:
    """A folder that was pulled without a checkout could not ask which events ever arrived."""
    others = {f"other_{number}": row(silent(0)) for number in range(20)}
    documents = Documents(
        {"event_usage": usage(others)},
        blind={"event_arrivals": "no checkout was given"},
        complete_by_declaration=True,
    )
    result = conclusion(documents, [captured("new")], [capture("new")])
    assert verdicts(result) == {"new": "inconclusive"}
    assert [one.source for one in result.blind] == ["event_arrivals"]
    assert conclusion(documents, [captured("other_1")]).blind == ()


def test_an_old_count_says_nothing_about_today() -> None:
    """What was alive then may be silent since; what was silent is reported with care."""
    rows = {"alive": row(silent(0)), "gone": row(silent(40))}
    late = NOW.replace(month=12)
    result = conclusion(folder(rows), [captured("gone")], [capture()], now=late)
    assert verdicts(result) == {"gone": "stopped", "alive": "inconclusive"}
    assert only(result).readiness is Readiness.CAUTION


def test_one_cause_that_hides_more_than_a_tenth_is_reported_once() -> None:
    """Many are not listed one by one; a few have a right to their names."""
    alive = {f"alive_{number}": row(silent(0)) for number in range(40)}
    unknown = {"count": 900, "last_seen": ago(40)}
    many = {f"gone_{number}": unknown for number in range(11)}
    result = conclusion(folder({**alive, **many}))
    assert [(one.source, one.reason) for one in result.blind] == [
        (
            "dead_events",
            "11 of 51 events could not be judged: its rhythm is not in the evidence",
        )
    ]
    assert result.abstained == ()
    few = conclusion(folder({"alive": row(silent(0)), "gone": unknown}))
    assert [one.subject for one in few.abstained] == ["gone"]
    assert [one.source for one in few.blind] == ["dead_events"]
    tolerated = conclusion(folder({**alive, "gone_1": unknown}))
    assert (tolerated.blind, len(tolerated.abstained)) == ((), 1)


@pytest.mark.parametrize("source", ["insights", "actions", "cohorts", "experiments", "alerts"])
def test_readers_that_could_not_be_asked_block(source: str) -> None:
    """Nobody knows who looks at it, so nothing is taken out, and nobody is alarmed."""
    documents = live({"gone": row(silent(40))}, blind={source: "403"})
    result = conclusion(documents, [captured("gone")], [capture()])
    found = only(result)
    assert (found.readiness, found.blocked_by) == (Readiness.BLOCKED, (BlockedBy.BLIND,))
    assert found.suggested_action is SuggestedAction.NONE
    assert [one.source for one in result.blind] == [source]


def test_readers_that_do_not_matter_are_not_missed() -> None:
    """Without a candidate nobody asks who reads what, and nothing is called blind."""
    documents = Documents({"event_usage": usage({"alive": row(silent(0))})})
    assert judge(documents).blind == ()
    assert not readers_wanted(documents, [captured("alive")], SETTINGS, NOW)
    silenced = Documents({"event_usage": usage({"gone": row(silent(40))})})
    assert readers_wanted(silenced, [], SETTINGS, NOW)


def test_alerts_that_nobody_had_to_read_are_not_missed() -> None:
    """An alert watches an insight; where none reads the event, none can be missed."""
    lists = {name: listing() for name in ("insights", "actions", "cohorts", "experiments")}
    counted = {"event_usage": usage({"gone": row(silent(40))})}
    spared = Documents({**counted, **lists}, spared=frozenset({"alerts"}))
    assert judge(spared).blind == ()
    assert [one.source for one in judge(Documents({**counted, **lists})).blind] == ["alerts"]


def test_only_what_can_still_be_learnt_is_asked() -> None:
    """Captured names without a row: not those that came, are kept, or nobody surely captures."""
    names = captured("seen", "new", "other", possible=("maybe",))
    documents = live({"seen": row(silent(0)), "odd": row(silent(0))})
    assert questions(documents, [names], SETTINGS, NOW) == Questions(arrivals=("new", "other"))
    assert questions(folder(), [names], SETTINGS, NOW) == Questions()
    assert questions(Documents({}), [names], SETTINGS, NOW) == Questions()
    answered = {"since": None, "rows": {"new": {"count": 0}, "other": {"count": 1}}}
    assert questions(live(event_arrivals=answered), [names], SETTINGS, NOW).arrivals == ("seen",)


def test_an_event_that_comes_by_a_computed_name_is_not_called_unsent() -> None:
    """A name that nobody has seen and that code may compute is not judged."""
    defined = listing({"name": "report_pdf"}, *({"name": f"n{number}"} for number in range(20)))
    documents = folder(event_definitions=defined)
    result = conclusion(documents, [captured(prefixes=("report_",))])
    assert verdicts(result) == {"report_pdf": "inconclusive"}


def test_the_window_of_the_tests_is_the_one_that_is_read() -> None:
    """Should another one be asked for, these numbers have to be looked at again."""
    assert Questions().event_window_days >= WINDOW
