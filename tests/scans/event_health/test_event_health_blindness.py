"""What is not known is never taken for nothing."""

from typing import Any

import pytest

from scans.event_health import readers_wanted
from scans.model import Blind, Documents
from tests.scans.event_health.material import (
    NOW,
    SETTINGS,
    candidate,
    change,
    counts,
    coverage,
    folder,
    found,
    judge_all,
    live,
    pair,
    share_of,
    usage,
)

VOLUMES = {"order_paid": 100, "export_started": 50, "export_finished": 40}


def whole(**documents: Any) -> dict[str, Any]:
    """Return answers to everything that is asked of a project in which three things are wrong."""
    carriers = {f"cart_{name}": coverage(400, cart_id=400) for name in "abc"}
    group = " + ".join(f"cart_{name}" for name in "abcd")
    everything = {
        "event_usage": usage(**VOLUMES),
        "property_usage": counts(
            order_paid=share_of((0, 400), (1600, 1600)), cart_d=coverage(400), **carriers
        ),
        "session_usage": counts(**{group: {"sessions": 9, "shared": 9}}),
        "pair_usage": counts(
            **{"export_started -> export_finished": pair((10, 400), (1500, 1600))}
        ),
        "event_arrivals": {**counts(trial_started={"count": 0, "last_seen": None}), "since": None},
    }
    return {**everything, **documents}


VERDICTS_OF = {
    "event_usage": {"not_seen_after_merge"},
    "property_usage": {"property_dropped", "property_missing"},
    "session_usage": {"property_missing"},
    "pair_usage": {"pair_unbalanced"},
    "event_arrivals": {"not_seen_after_merge"},
}

ALL = {"property_dropped", "property_missing", "pair_unbalanced", "not_seen_after_merge"}


def test_with_everything_read_there_is_something_to_lose() -> None:
    """The other tests of this file would hold for a scan that finds nothing."""
    assert {verdict for _, verdict in found(live(**whole()), merged=[change()])} == ALL
    assert judge_all(live(**whole()), merged=[change()]).blind == ()


@pytest.mark.parametrize("source", sorted(VERDICTS_OF))
@pytest.mark.parametrize("broken", ["403: key lacks query:read", None, {"detail": "no"}, [], 7])
def test_a_source_that_cannot_be_read_is_blind_and_finds_nothing(
    source: str, broken: object
) -> None:
    """Refused, or of another shape: it is said, and what rests on it is not concluded."""
    refused = isinstance(broken, str)
    documents = live(
        {source: broken} if isinstance(broken, str) else None,
        **whole(**({} if refused else {source: broken})),
    )
    assessment = judge_all(documents, merged=[change()])
    assert source in {one.source for one in assessment.blind}
    verdicts = {str(one.verdict) for one in assessment.candidates}
    assert not verdicts & VERDICTS_OF[source]
    assert verdicts >= ALL - VERDICTS_OF[source]


@pytest.mark.parametrize("source", ["property_usage", "session_usage", "pair_usage"])
def test_a_question_that_nobody_answered_is_told(source: str) -> None:
    """A live project is never complete: what was to be asked and was not, is not known."""
    documents = live(**whole())
    left = {name: one for name, one in documents.documents.items() if name != source}
    assert Blind(source=source, reason="it was not read") in judge_all(Documents(left)).blind


def test_without_questions_no_answer_is_missing() -> None:
    """A project with few events asks nothing, and is not blind for want of answers."""
    assessment = judge_all(live(event_usage=usage(rare=1)))
    assert (assessment.blind, assessment.subjects, assessment.active) == ((), 1, 1)


def test_a_folder_that_holds_no_counts_says_nothing() -> None:
    """Its counts are not known. Neither is that blindness, nor is anything healthy."""
    assessment = judge_all(folder())
    assert (assessment.blind, assessment.candidates, assessment.active) == ((), (), 0)


@pytest.mark.parametrize(
    "row",
    [
        None,
        "many",
        {"count": -1},
        {"count": "400"},
        {"count": 400.5},
        {"count": True},
        {"count": 400, "with": {"plan": 401}},
        {"count": 400, "with": {"plan": "all"}},
        {"count": 400, "with": {"plan": 0}, "before": {"count": 1600, "with": {"plan": 1601}}},
        {"count": 400, "with": {"plan": 0}, "before": "none"},
    ],
)
def test_a_row_that_cannot_be_true_is_not_judged(row: object) -> None:
    """It is named, the others are judged, and one of twenty does not make the scan blind."""
    healthy = {f"event_{number}": coverage(400, plan=400) for number in range(19)}
    assessment = judge_all(folder(property_usage=counts(order_paid=row, **healthy)))
    assert [(one.subject, one.reason, one.scan) for one in assessment.abstained] == [
        ("order_paid", "its row of counts cannot be read (property_usage)", "event_health")
    ]
    assert (assessment.candidates, assessment.blind) == ((), ())


def test_one_cause_for_more_than_a_tenth_is_blindness() -> None:
    """Exactly a tenth is not; one more is, and the cause is said once."""
    healthy = {f"event_{number}": coverage(400, plan=400) for number in range(18)}
    broken = {"a": None, "b": None}
    assert judge_all(folder(property_usage=counts(**healthy, **broken))).blind == ()
    assessment = judge_all(folder(property_usage=counts(**healthy, **broken, c=None)))
    (blind,) = assessment.blind
    assert (blind.source, blind.reason) == (
        "event_health",
        "3 of 21 could not be judged: its row of counts cannot be read (property_usage)",
    )


def test_what_posthog_could_not_be_asked_is_named() -> None:
    """With the reason that the reading gave."""
    document = {**counts(order_paid=coverage(400)), "unasked": {"odd": "it has odd characters"}}
    healthy = {f"event_{number}": coverage(400) for number in range(20)}
    document["rows"] |= healthy
    (abstention,) = judge_all(folder(property_usage=document)).abstained
    assert (abstention.subject, abstention.reason) == (
        *("odd",),
        "PostHog could not be asked for it (it has odd characters)",
    )


def insights(*events: str) -> dict[str, Any]:
    """Return one saved insight that reads these events."""
    query = {"source": {"series": [{"event": name} for name in events]}}
    item = {"id": 1, "name": "Revenue", "saved": True, "query": query}
    return {"count": 1, "next": None, "results": [item]}


def test_what_somebody_looks_at_weighs_more() -> None:
    """An insight that reads the event makes it urgent, and is named."""
    dropped = counts(order_paid=share_of((0, 400), (1600, 1600)))
    read = candidate(live(property_usage=dropped, insights=insights("order_paid")))
    assert (read.severity, read.suggested_action) == ("high", "post_alert")
    assert ("read_by.insight", "Revenue") in [(one.name, one.value) for one in read.evidence]
    unread = candidate(live(property_usage=dropped, insights=insights("other")))
    assert (unread.severity, unread.blind_spots) == ("medium", ())


def test_who_decides_nothing_by_it_makes_nothing_urgent() -> None:
    """An action or a cohort of its own shows no number to anybody, until something reads that."""
    steps = {"results": [{"id": 5, "name": "Paid", "steps": [{"event": "order_paid"}]}]}
    dropped = counts(order_paid=share_of((0, 400), (1600, 1600)))
    assert candidate(live(property_usage=dropped, actions=steps)).severity == "medium"
    query = {"source": {"series": [{"kind": "ActionsNode", "id": 5}]}}
    by_action = {"results": [{"id": 1, "name": "Revenue", "saved": True, "query": query}]}
    read = candidate(live(property_usage=dropped, actions=steps, insights=by_action))
    assert read.severity == "high"


@pytest.mark.parametrize("source", ["insights", "actions", "experiments", "alerts"])
def test_readers_that_could_not_be_read_are_said(source: str) -> None:
    """The finding stands, of middle weight, and says what is not known."""
    dropped = counts(order_paid=share_of((0, 400), (1600, 1600)))
    assessment = judge_all(live({source: "403"}, property_usage=dropped))
    assert [one.source for one in assessment.blind] == [source]
    (one,) = assessment.candidates
    assert one.severity == "medium"
    assert one.blind_spots == ("Whether an insight, alert or experiment reads it is not known.",)


def test_readers_are_nobodys_business_while_nothing_is_wrong() -> None:
    """They are read, and missed, only where a finding's weight depends on them."""
    healthy = live({"insights": "403"}, property_usage=counts(order_paid=coverage(400)))
    assert judge_all(healthy).blind == ()
    assert not readers_wanted(healthy, (), SETTINGS, NOW)
    near = live({"insights": "403"}, event_usage=usage(page_view=1, page_viewed=1))
    assert judge_all(near).blind == ()
    assert not readers_wanted(near, (), SETTINGS, NOW)
    dropped = live(property_usage=counts(order_paid=share_of((0, 400), (1600, 1600))))
    assert readers_wanted(dropped, (), SETTINGS, NOW)
