"""A deploy that is played: what came before never moves, and each kind shows what it says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from demo.posthog.events import Event
from demo.posthog.incident import Incident
from demo.posthog.incident_order import IncidentOrder
from demo.posthog.server import create_app
from demo.posthog.story import empty
from demo.posthog.world import World

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
BEGAN = NOW - timedelta(hours=2)
RELEASE = {"old": "a" * 40, "new": "b" * 40, "ramp_minutes": 60}


def _order(kind: str = "bad_deploy", **more: Any) -> dict[str, Any]:
    shared = {"began": BEGAN.isoformat(), "history_days": 1, "errors_per_hour": 40}
    return {"kind": kind, "sessions_per_hour": 240, **shared, **more}


def _incident(kind: str, **more: Any) -> Incident:
    return Incident(IncidentOrder.model_validate(_order(kind, **more)), NOW)


def _came(incident: Incident, name: str = "$exception", *, hour: int = 0) -> list[Event]:
    since = BEGAN + timedelta(hours=hour)
    return [
        event
        for event in incident.arrive(NOW) or incident.arrived()
        if event.name == name and since <= event.timestamp < since + timedelta(hours=1)
    ]


def _people(events: list[Event]) -> int:
    return len({event.distinct_id for event in events})


def test_a_rollback_moves_no_event_before_it() -> None:
    """The same order with an end tells the same past, and no surplus from then on."""
    ended = BEGAN + timedelta(minutes=70)
    going, over = _incident("bad_deploy"), _incident("bad_deploy", ended=ended.isoformat())
    before = [
        [event for event in one.arrive(NOW) if event.timestamp < ended] for one in (going, over)
    ]
    assert before[0] == before[1]
    late = [e for e in over.arrived() if e.timestamp > ended + timedelta(minutes=1)]
    assert over.issue not in {e.properties.get("$exception_issue_id") for e in late}


def test_every_event_has_an_id_of_its_own() -> None:
    """Nothing is counted twice, whatever the kind brings."""
    for kind in ("bad_deploy", "noisy_client", "funnel_drop"):
        ids = [event.uuid for event in _incident(kind).arrive(NOW)]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("bad_deploy", 3.0, 6.5),
        ("known_rise", 3.0, 6.5),
        ("quiet", 0.5, 1.6),
        ("noisy_client", 0.5, 1.6),
        ("funnel_drop", 0.5, 1.6),
    ],
)
def test_a_kind_raises_the_people_who_fail_by_so_much(kind: str, low: float, high: float) -> None:
    """`times` is about people: a client in a loop sends thousands and is one."""
    incident = _incident(kind)
    ratio = _people(_came(incident)) / _people(_came(incident, hour=-1))
    assert low < ratio < high


def test_a_client_in_a_loop_sends_more_than_everybody_else() -> None:
    """Counting events would take it for an outage."""
    incident = _incident("noisy_client")
    assert len(_came(incident)) > 10 * len(_came(incident, hour=-1))


def test_a_gap_is_silent_for_sessions_and_errors_alike() -> None:
    """Nothing arrives between two minutes, and everything around them."""
    incident = _incident("gap", gap={"after_minutes": 10, "minutes": 20})
    for name in ("$pageview", "$exception"):
        minutes = [int((e.timestamp - BEGAN).total_seconds() // 60) for e in _came(incident, name)]
        assert not [minute for minute in minutes if 11 <= minute < 30]
        assert [minute for minute in minutes if minute < 10]


def test_a_bad_release_fails_and_the_old_one_does_not() -> None:
    """While both run, only sessions on the new one meet the new error."""
    bad = _incident("bad_deploy", release=RELEASE, commit=RELEASE["new"])
    events = [e for e in _came(bad) if e.properties["$exception_issue_id"] == bad.issue]
    assert {e.properties["$release_id"] for e in events} == {RELEASE["new"]}
    assert events[0].properties["$exception_release"]["version"] == RELEASE["new"]
    views = {e.properties["$release_id"] for e in _came(bad, "$pageview")}
    assert views == {RELEASE["old"], RELEASE["new"]}


def test_a_shared_rise_is_on_both_releases() -> None:
    """An outage does not ask which release somebody is on."""
    events = _came(_incident("shared_rise", release=RELEASE))
    counts = [sum(e.properties["$release_id"] == RELEASE[one] for e in events) for one in RELEASE][
        :2
    ]
    assert min(counts) > 20
    with pytest.raises(ValidationError, match="name them"):
        _incident("shared_rise")


def test_a_funnel_falls_from_the_deploy_on() -> None:
    """As many begin, fewer finish, and errors stay as they were."""

    def conversion(hour: int) -> float:
        begun = _came(incident, "checkout_started", hour=hour)
        return len(_came(incident, "order_completed", hour=hour)) / len(begun)

    incident = _incident("funnel_drop", times=3)
    assert conversion(-1) > 0.5
    assert conversion(0) < 0.4


def test_what_lies_ahead_arrives_when_its_time_has_come() -> None:
    """The traffic goes on while a demo runs, and nobody sees tomorrow."""
    clock = [NOW]
    world = World(lambda: empty(NOW), lambda: clock[0])
    world.play(Incident(IncidentOrder.model_validate(_order("quiet")), NOW))
    newest = "SELECT max(timestamp) AS newest FROM events LIMIT 1"
    first = datetime.fromisoformat(world.tables.run(newest, {}, NOW).rows[0][0])
    clock[0] += timedelta(hours=1)
    world.catch_up()
    later = datetime.fromisoformat(world.tables.run(newest, {}, clock[0]).rows[0][0])
    assert first <= NOW < later <= clock[0]


def test_the_error_is_told_with_the_stack_of_the_bad_merge(playground: httpx.Client) -> None:
    """Its issue is listed, and its newest event names the shop's own line, the crash last."""
    played = playground.post("/_control/incident", json=_order()).raise_for_status().json()
    listed = playground.get("/api/projects/1/error_tracking/issues/").json()["results"]
    assert played["issue"] in {issue["id"] for issue in listed}
    text = (
        "SELECT any(properties.$exception_list) AS list, uniq(person_id) AS people FROM events "
        "WHERE event = '$exception' AND toString(issue_id) = {issue} LIMIT 1"
    )
    query = {"kind": "HogQLQuery", "query": text, "values": {"issue": played["issue"]}}
    answer = playground.post("/api/projects/1/query/", json={"query": query}).raise_for_status()
    ((found, people),) = answer.json()["results"]
    assert people > 50
    assert found.index("renderWithHooks") < found.index("CheckoutPage") < found.index("needsCard")
    assert '"source":"src/lib/checkout.ts"' in found


def test_an_incident_is_played_again_and_taken_back(playground: httpx.Client) -> None:
    """A new order takes the place of the one before, and the issues go with it."""
    once = playground.post("/_control/incident", json=_order("quiet")).json()
    again = playground.post("/_control/incident", json=_order("quiet")).json()
    assert once == again
    assert playground.delete("/_control/incident").is_success
    assert playground.post("/_control/incident", json={"kind": "boredom"}).status_code == 400


def test_a_story_is_unharmed_until_somebody_plays_an_incident() -> None:
    """The order is the only way in: a server that starts has none of it."""
    world = World(lambda: empty(NOW))
    assert list(world.events()) == []
    assert create_app(lambda: empty(NOW)).routes
