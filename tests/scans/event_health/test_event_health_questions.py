"""What is asked, in which step, and what is not asked again."""

from typing import Any

from scans.event_health import EventHealthSettings, questions
from scans.event_health.settings import Chain
from scans.model import AddedProperty, Documents, MergedChange, Pair, PropertyOf, Questions
from tests.scans.event_health.material import (
    NOW,
    SETTINGS,
    ago,
    before,
    change,
    counts,
    coverage,
    folder,
    judge_all,
    live,
    pair,
    share_of,
    usage,
)

VOLUMES = {"order_paid": 100, "export_started": 50, "export_finished": 40, "rare": 1}


def ask(
    documents: Documents,
    *merged: MergedChange,
    settings: EventHealthSettings = SETTINGS,
) -> Questions:
    """Return the questions at `NOW`."""
    return questions(documents, merged, settings, NOW)


def nothing(settings: EventHealthSettings = SETTINGS) -> Questions:
    """Return questions that ask nothing."""
    return Questions(recent_days=settings.recent_days, baseline_days=settings.baseline_days)


def project(**documents: Any) -> Documents:
    """Return a live project with three events that come often, and one that does not."""
    return live(**{"event_usage": usage(**VOLUMES), **documents})


def covered(**rows: Any) -> dict[str, Any]:
    """Return the answer to the first step."""
    every = {name: share_of((400, 400), (1600, 1600)) for name in VOLUMES if name != "rare"}
    return counts(**{**every, **rows})


def test_first_come_the_properties_of_events_with_rows_enough() -> None:
    """The largest first; of two windows, both have to have enough."""
    asked = ask(project())
    assert asked.coverage == ("order_paid", "export_started", "export_finished")
    assert (asked.pairs, asked.hourly, asked.sessions, asked.arrivals) == ((), (), (), ())


def test_events_that_came_only_lately_have_nothing_to_be_compared_with() -> None:
    """And those that stopped have nothing to compare."""
    document = usage(new=100, gone=100)
    document["rows"]["new"]["daily"] = [0] * 55 + [100] * 5
    document["rows"]["gone"]["daily"] = [100] * 50 + [0] * 10
    assert ask(live(event_usage=document)) == nothing()


def test_most_read_comes_before_largest_and_declared_before_all() -> None:
    """Of more events than may be asked for, those that somebody relies on are."""
    query = {"source": {"series": [{"event": "export_finished"}]}}
    insights = {"count": 1, "results": [{"id": 1, "saved": True, "query": query}]}
    documents = project(insights=insights)
    two = EventHealthSettings(max_events=2)
    assert ask(documents, settings=two).coverage == ("export_finished", "order_paid")
    chains = (Chain(events=("export_started",), properties=("plan",)),)
    declared = EventHealthSettings(max_events=2, chains=chains)
    assert ask(documents, settings=declared).coverage == ("export_started", "export_finished")


def test_what_was_left_out_is_said() -> None:
    """Once, as a number, and only where properties were counted at all."""
    settings = EventHealthSettings(max_events=1)
    documents = project(property_usage=counts(order_paid=share_of((400, 400), (1600, 1600))))
    (abstention,) = judge_all(documents, settings=settings).abstained
    assert (abstention.subject, abstention.reason) == (
        "(more events)",
        "the properties of 2 events were not counted (max_events is 1)",
    )


def test_then_come_the_hours_of_what_dropped_and_the_pairs() -> None:
    """The second step depends on the answers to the first."""
    documents = project(property_usage=covered(order_paid=share_of((0, 400), (1600, 1600))))
    asked = ask(documents)
    assert asked.coverage == ()
    assert asked.hourly == (PropertyOf(event="order_paid", name="plan"),)
    assert [(one.key, one.by, one.source) for one in asked.pairs] == [
        ("export_started -> export_finished", "$session_id", "learnt")
    ]


def test_an_id_of_the_thing_joins_better_than_a_session() -> None:
    """It is named for what was begun, and every event of the pair carries it."""
    rows = {
        "export_started": coverage(400, export_id=400, user_id=400),
        "export_finished": coverage(400, exportId=400, export_id=390, user_id=400),
    }
    assert [one.by for one in ask(project(property_usage=covered(**rows))).pairs] == ["export_id"]
    rows["export_finished"] = coverage(400, export_id=300, user_id=400)
    assert [one.by for one in ask(project(property_usage=covered(**rows))).pairs] == ["$session_id"]


def test_a_declared_pair_is_asked_as_declared() -> None:
    """It replaces what names would teach about its start; of rare starts nothing is asked."""
    declared = Pair(start="export_started", finish="order_paid", by="job", within_hours=2)
    rare = Pair(start="rare", finish="order_paid")
    settings = EventHealthSettings(pairs=(declared, rare))
    assert ask(project(property_usage=covered()), settings=settings).pairs == (declared,)


def test_of_many_pairs_the_largest_are_asked_and_the_rest_is_said() -> None:
    """Declared ones always; an id of its own is a query of its own, so only three are."""
    volumes = {f"job{n}_{verb}": 50 + n for n in range(6) for verb in ("started", "finished")}
    rows = {
        name: coverage(400, **{f"{name.partition('_')[0]}_id": 400, "plan": 400})
        for name in volumes
    }
    documents = live(event_usage=usage(**volumes), property_usage=counts(**rows))
    asked = ask(documents, settings=EventHealthSettings(max_pairs=5)).pairs
    assert [(one.start, one.by) for one in asked] == [
        ("job5_started", "job5_id"),
        ("job4_started", "job4_id"),
        ("job3_started", "job3_id"),
        ("job2_started", "$session_id"),
        ("job1_started", "$session_id"),
    ]
    declared = (Pair(start="job0_started", finish="job0_finished", by="any"),)
    alone = EventHealthSettings(max_pairs=0, pairs=declared)
    assert ask(documents, settings=alone).pairs == declared
    answers = counts(**{one.key: pair((9, 9), (9, 9)) for one in asked})
    judged = judge_all(
        documents.joined(Documents({"pair_usage": answers})),
        settings=EventHealthSettings(max_pairs=5),
    )
    assert [(one.subject, one.reason) for one in judged.abstained] == [
        ("(more pairs)", "the balance of 1 pair was not counted (max_pairs is 5)")
    ]


def test_sessions_are_asked_of_what_may_be_a_chain() -> None:
    """The event that lacks a property, with those that carry it."""
    carriers = {f"cart_{name}": coverage(400, cart_id=400) for name in "abc"}
    rows = covered(**carriers, cart_d=coverage(400))
    assert ask(project(property_usage=rows)).sessions == (("cart_a", "cart_b", "cart_c", "cart_d"),)


def test_arrivals_are_asked_since_the_first_merge() -> None:
    """Of every change that is looked at: events, and properties with their events."""
    added = (AddedProperty(event="order_paid", name="plan"),)
    old, young = change(1, merged_at=before(9)), change(2, events=(), properties=added)
    asked = ask(project(), young, old, change(3, deployed_at=None, events=("unknown",)))
    assert asked.arrivals == ("order_paid", "trial_started")
    assert asked.arrived_properties == (PropertyOf(event="order_paid", name="plan"),)
    assert asked.arrivals_since == before(9)


def test_what_was_answered_is_not_asked_again() -> None:
    """After the second step there is nothing left, and so it is where an answer was refused."""
    first = project(
        property_usage=covered(order_paid=share_of((0, 400), (1600, 1600))),
        event_arrivals={
            "as_of": ago(),
            "since": ago(3, 1),
            "rows": {"trial_started": {"count": 0}},
        },
    )
    second = first.joined(
        Documents(
            {
                "property_usage": counts(order_paid={"hourly": {"plan": []}}),
                "pair_usage": counts(**{"export_started -> export_finished": pair((9, 9), (9, 9))}),
            }
        )
    )
    assert ask(first, change()).hourly
    assert ask(second, change()) == nothing()
    refused = live(
        dict.fromkeys(("property_usage", "pair_usage", "event_arrivals"), "403"),
        event_usage=usage(**VOLUMES),
    )
    assert ask(refused, change()) == nothing()


def test_an_answer_about_another_time_is_asked_for_again() -> None:
    """Whether an event ever came says nothing of what a change began to send since."""
    always = {"as_of": ago(), "since": None, "rows": {"trial_started": {"count": 3}}}
    assert ask(project(event_arrivals=always), change()).arrivals == ("trial_started",)


def test_hours_join_the_counts_that_are_there() -> None:
    """The answer to the second step does not replace that to the first."""
    first = project(property_usage=covered(order_paid=share_of((0, 400), (1600, 1600))))
    hours = Documents({"property_usage": counts(order_paid={"hourly": {"plan": [[0, 1, 1]]}})})
    row = first.joined(hours).documents["property_usage"]["rows"]["order_paid"]
    assert (row["count"], row["before"]["count"]) == (400, 1600)
    assert row["hourly"] == {"plan": [[0, 1, 1]]}


def test_a_folder_is_asked_nothing() -> None:
    """It is complete by declaration: what it does not hold, nobody can answer."""
    assert ask(folder(event_usage=usage(**VOLUMES)), change()) == nothing()


def test_windows_are_those_of_the_settings() -> None:
    """And the count of an event is read in the same windows."""
    settings = EventHealthSettings(recent_days=14, baseline_days=42)
    asked = ask(project(), settings=settings)
    assert (asked.recent_days, asked.baseline_days) == (14, 42)
