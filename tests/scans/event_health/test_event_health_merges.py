"""What a merged change began to send: seen, missed, or not known yet."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from scans.event_health import MergedNews, arrivals_to_tell
from scans.model import AddedProperty, Documents, MergedChange
from tests.scans.event_health.material import (
    NOW,
    SETTINGS,
    ago,
    before,
    candidate,
    change,
    folder,
    found,
    judge_all,
    live,
    usage,
)

NEVER: dict[str, Any] = {"count": 0, "first_seen": None, "last_seen": None}
TODAY: dict[str, Any] = {"count": 40, "first_seen": ago(2, 20), "last_seen": ago(0, 1)}


def arrivals(since: str | None = ago(3, 1), as_of: str = ago(), **rows: Any) -> dict[str, Any]:
    """Return the document `event_arrivals`, as asked since the merge."""
    return {"as_of": as_of, "since": since, "unasked": {}, "rows": rows}


def told(documents: Documents, *merged: MergedChange) -> tuple[MergedNews, ...]:
    """Return what is to be told at `NOW`."""
    return arrivals_to_tell(documents, merged or (change(),), SETTINGS, NOW)


def with_property(**fields: Any) -> MergedChange:
    """Return a change that only adds a property to an event that was there."""
    added = (AddedProperty(event="order_paid", name="plan"),)
    return change(events=(), properties=added, **fields)


def test_nothing_arrived_within_a_day() -> None:
    """The event is reported, and its pull request hears of it."""
    documents = folder(event_arrivals=arrivals(trial_started=NEVER))
    one = candidate(documents, merged=[change()])
    assert (one.event, one.verdict, one.severity) == (
        *("trial_started", "not_seen_after_merge"),
        "medium",
    )
    assert one.reason == (
        "my-org/shop#7 began to send “trial_started” and was deployed 17 Nov 12:00 UTC, "
        "and nothing has arrived since."
    )
    (news,) = told(documents)
    assert (news.kind, news.arrived, [each.event for each in news.missing]) == (
        *("missing", ()),
        ["trial_started"],
    )


def test_what_arrived_is_told_and_is_no_finding() -> None:
    """With the time of the first arrival after the merge."""
    documents = folder(event_arrivals=arrivals(trial_started=TODAY))
    assert found(documents, merged=[change()]) == []
    (news,) = told(documents)
    assert (news.kind, news.missing) == ("seen", ())
    assert [(each.event, each.first_at) for each in news.arrived] == [
        ("trial_started", before(2, 20))
    ]


@pytest.mark.parametrize(
    ("deployed_at", "missed"),
    [
        (before(hours=24), True),
        (before(hours=23), False),
        (before(days=14), True),
        (before(days=14, hours=1), False),
        (NOW + timedelta(hours=1), False),
        (None, False),
    ],
)
def test_from_a_day_to_two_weeks_after_the_deploy(
    deployed_at: datetime | None, *, missed: bool
) -> None:
    """Younger ones may still come, older ones are left alone, unknown deploys prove nothing."""
    merged = change(deployed_at=deployed_at, merged_at=before(15))
    documents = folder(event_arrivals=arrivals(ago(15), trial_started=NEVER))
    assert bool(found(documents, merged=[merged])) is missed
    assert bool(told(documents, merged)) is missed


def test_an_unknown_deploy_is_said() -> None:
    """Nobody knows when the change went out, and that is an answer; it blinds nothing."""
    merged = [change(deployed_at=None), change(8, deployed_at=None, merged_at=before(20))]
    assessment = judge_all(folder(event_arrivals=arrivals(trial_started=NEVER)), merged=merged)
    (abstention,) = assessment.abstained
    assert abstention.subject == "trial_started"
    assert "nothing tells when that was deployed (my-org/shop#7)" in abstention.reason
    assert assessment.blind == ()


@pytest.mark.parametrize(
    ("content", "missed"),
    [
        ("deploy 1a2b3c4 production", True),
        ("deploy 1a2b3c4d5e", True),
        ("deploy 1a2b3c4 staging", False),
        ("deploy 2222222 production", False),
    ],
)
def test_an_annotation_of_its_own_commit_dates_a_change(content: str, *, missed: bool) -> None:
    """Where no other source does. What another commit holds is not known here."""
    item = {"content": content, "date_marker": ago(2), "creation_type": "USR"}
    documents = folder(
        event_arrivals=arrivals(trial_started=NEVER), annotations={"results": [item]}
    )
    merged = change(deployed_at=None)
    assert bool(found(documents, merged=[merged])) is missed
    news = told(documents, merged)
    assert [one.change.deploy_source for one in news] == (["posthog.annotations"] * missed)


def test_arrivals_before_the_merge_are_somebody_elses() -> None:
    """An event that came once, long ago, has not come since."""
    old = {"count": 9, "first_seen": ago(90), "last_seen": ago(50)}
    documents = folder(event_arrivals=arrivals(None, trial_started=old))
    assert found(documents, merged=[change()]) == [("trial_started", "not_seen_after_merge")]
    both = {"count": 9, "first_seen": ago(90), "last_seen": ago(1)}
    (news,) = told(folder(event_arrivals=arrivals(None, trial_started=both)))
    assert (news.kind, news.arrived[0].first_at) == ("seen", None)


def test_between_merge_and_deploy_it_may_come_already() -> None:
    """A preview of the default branch runs the change before anybody calls it deployed."""
    early = {"count": 1, "first_seen": ago(3, 0.5), "last_seen": ago(3, 0.5)}
    assert found(folder(event_arrivals=arrivals(trial_started=early)), merged=[change()]) == []


@pytest.mark.parametrize(
    "documents",
    [
        folder(),
        folder(event_arrivals=arrivals()),
        folder(event_arrivals=arrivals(trial_started="none")),
        folder(event_arrivals=arrivals(ago(1), trial_started=NEVER)),  # it asked about a day
        live({"event_arrivals": "504: timed out"}),
    ],
)
def test_without_an_answer_nothing_is_concluded(documents: Documents) -> None:
    """No row, no readable one, or one of a time after the deploy: abstained, and nothing told."""
    assessment = judge_all(documents, merged=[change()])
    assert assessment.candidates == ()
    assert [one.subject for one in assessment.abstained] == ["trial_started"]
    assert told(documents) == ()


def test_an_answer_of_yesterday_knows_nothing_of_today() -> None:
    """Whether a day has passed is asked at the time when PostHog was."""
    early = arrivals(ago(3, 1), ago(2, 1), trial_started=NEVER)
    assert found(folder(event_arrivals=early), merged=[change()]) == []


def test_the_count_of_all_events_proves_an_arrival_too() -> None:
    """Where it shows the event after the merge, nothing else has to be known."""
    documents = folder(event_usage=usage(trial_started=3))
    assert found(documents, merged=[change()]) == []
    (news,) = told(documents)
    assert news.kind == "seen"


@pytest.mark.parametrize(
    ("rows", "with_it", "missed"),
    [(40, 0, True), (20, 0, True), (19, 0, False), (40, 1, False), (0, 0, False)],
)
def test_a_new_property_is_missed_on_rows_enough(rows: int, with_it: int, *, missed: bool) -> None:
    """Its event has come twenty times since the deploy, and never with it."""
    row = {**TODAY, "count": rows, "properties": {"plan": {"count": with_it, "first_seen": None}}}
    documents = folder(event_arrivals=arrivals(ago(3), order_paid=row))
    merged = with_property(merged_at=before(3))
    expected = [("order_paid", "not_seen_after_merge")] if missed else []
    assert found(documents, merged=[merged]) == expected
    if missed:
        assert candidate(documents, merged=[merged]).reason.startswith(
            "my-org/shop#7 began to send “plan” of “order_paid” and was deployed"
        )


def test_rows_from_before_the_deploy_are_no_chances() -> None:
    """A count that begins earlier says nothing; then the days since the deploy do."""
    row = {**TODAY, "count": 4000, "properties": {"plan": {"count": 0}}}
    early = arrivals(ago(10), order_paid=row)
    assert found(folder(event_arrivals=early), merged=[with_property()]) == []
    daily = folder(event_arrivals=early, event_usage=usage(order_paid=7))
    assert found(daily, merged=[with_property()]) == [("order_paid", "not_seen_after_merge")]
    few = folder(event_arrivals=early, event_usage=usage(order_paid=6))
    assert found(few, merged=[with_property()]) == []


def test_all_of_it_has_to_be_seen() -> None:
    """One of two that is missing is told with the one that came; before a day, nothing is."""
    two = ("trial_started", "trial_ended")
    documents = folder(event_arrivals=arrivals(trial_started=TODAY, trial_ended=NEVER))
    (news,) = told(documents, change(events=two))
    assert (news.kind, news.arrived[0].event, news.missing[0].event) == (
        *("missing", "trial_started"),
        "trial_ended",
    )
    young = change(events=two, merged_at=before(3, 1), deployed_at=before(hours=20))
    assert told(documents, young) == ()


def test_news_come_in_the_order_of_pull_requests() -> None:
    """Whatever the order in which they were found, and each once."""
    documents = folder(event_arrivals=arrivals(trial_started=TODAY))
    numbers = [
        news.change.number for news in told(documents, change(9), change(8), change(9), change(8))
    ]
    assert numbers == [8, 9]


def test_two_changes_of_one_event_are_two_findings() -> None:
    """Each has its own pull request to hear of it."""
    documents = folder(event_arrivals=arrivals(trial_started=NEVER))
    one, other = judge_all(documents, merged=[change(7), change(8)]).candidates
    assert one.event == other.event
    assert one.fingerprint != other.fingerprint


def test_names_of_posthog_are_not_awaited() -> None:
    """A change that only sends PostHog's own events or properties has nothing to tell."""
    added = (AddedProperty(event="order_paid", name="$set"),)
    merged = change(events=("$identify",), properties=added)
    documents = folder(event_arrivals=arrivals())
    assert found(documents, merged=[merged]) == []
    assert told(documents, merged) == ()
