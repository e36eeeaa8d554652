"""Modes of the whole server: editions, rate limits, places for queries, and homes of paths."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from demo.posthog.keys import ADMIN_KEY
from demo.posthog.modes import Modes
from demo.posthog.throttle import Limiter, Throttle, rates_of

pytestmark = pytest.mark.requires_server
PROJECT = "/api/projects/1/"
FLAGS = f"{PROJECT}feature_flags/"
QUERY = f"{PROJECT}query/"
SELECT_ONE = {"query": {"kind": "HogQLQuery", "query": "SELECT 1"}, "refresh": "force_blocking"}
Mode = Callable[..., None]


@pytest.fixture
def mode(playground: httpx.Client) -> Mode:
    """Sets modes of the playground: `mode(edition="old")`."""

    def mode(**given: Any) -> None:
        playground.post("/_control/modes", json=given).raise_for_status()

    return mode


def test_legacy_limit_allows_120_queries_an_hour_in_all(playground: httpx.Client, mode: Mode):
    """The project shares them, whatever the key; the wait stands in `detail` alone."""
    mode(throttle="legacy")
    assert {playground.post(QUERY, json=SELECT_ONE).status_code for _ in range(120)} == {200}
    other_key = {"Authorization": f"Bearer {ADMIN_KEY}"}
    refused = playground.post(QUERY, json=SELECT_ONE, headers=other_key)
    assert (refused.status_code, refused.json()["type"]) == (429, "throttled_error")
    assert "retry-after" not in refused.headers
    said = refused.json()["detail"]
    assert said.startswith("Request was throttled. Expected available in 3")
    assert int(said.split()[-2]) > 1000
    assert playground.get(FLAGS).status_code == 200


def test_an_hour_later_queries_are_let_through_again(playground: httpx.Client, mode: Mode):
    """The window slides; a test need not sit it out."""
    mode(throttle="legacy", queries_per_hour=2)
    codes = [playground.post(QUERY, json=SELECT_ONE).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    playground.post("/_control/wait", json={"seconds": 3600}).raise_for_status()
    assert playground.post(QUERY, json=SELECT_ONE).status_code == 200


def test_lists_have_a_burst_limit(playground: httpx.Client, mode: Mode):
    """480 a minute; queries are counted apart from lists."""
    mode(throttle="cloud")
    codes = {playground.get(FLAGS).status_code for _ in range(480)}
    assert codes == {200}
    burst = playground.get(FLAGS)
    assert burst.status_code == 429
    assert int(burst.json()["detail"].split()[-2]) <= 60
    assert playground.post(QUERY, json=SELECT_ONE).status_code == 200


@pytest.mark.parametrize(("limiter", "allowed"), [("crud", 4800), ("query", 2400)])
def test_lists_and_queries_have_a_sustained_limit(limiter: Limiter, allowed: int):
    """However slowly they come; its wait is longer than a quarter of an hour."""
    throttle, rates = Throttle(), rates_of(Modes(throttle="cloud"), limiter)
    for _ in range(allowed):
        assert throttle.wait(limiter, rates) is None
        throttle.forward(0.3)
    wait = throttle.wait(limiter, rates)
    assert wait is not None
    assert wait > 1000


def test_a_fourth_query_at_once_is_refused_without_seconds(playground: httpx.Client, mode: Mode):
    """Three have their places; the gauge tells how many came together."""
    mode(concurrent_queries=3, query_seconds=0.4)
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(playground.post, QUERY, json=SELECT_ONE) for _ in range(4)]
        answers = [one.result() for one in sent]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 429]
    (refused,) = [answer for answer in answers if answer.status_code == 429]
    assert "maximum concurrency limit: 3" in refused.json()["detail"]
    assert "second" not in refused.json()["detail"]
    gauges = playground.get("/_control/gauges").json()
    assert gauges == {"requests": 4, "queries": 4, "queries_at_once": 4, "refused": 1}
    noted = [seen["queries_at_once"] for seen in playground.get("/_control/requests").json()]
    assert sorted(noted) == [1, 2, 3, 4]


def test_queries_one_after_another_never_meet(playground: httpx.Client):
    """The gauge stays at one for a reader that waits for each answer."""
    for _ in range(3):
        playground.post(QUERY, json=SELECT_ONE).raise_for_status()
    playground.get(FLAGS).raise_for_status()
    gauges = playground.get("/_control/gauges").json()
    assert (gauges["requests"], gauges["queries"], gauges["queries_at_once"]) == (4, 3, 1)


@pytest.mark.parametrize(("home", "away"), [("project", "environment"), ("environment", "project")])
def test_a_family_of_paths_may_have_one_home(
    playground: httpx.Client, mode: Mode, home: str, away: str
):
    """404 on one path form and success on the other, and the reverse; the rest answers on both."""
    mode(homes={"query": home})
    answers = {
        form: playground.post(f"/api/{form}s/1/query/", json=SELECT_ONE).status_code
        for form in (home, away)
    }
    assert answers == {home: 200, away: 404}
    missing = playground.post(f"/api/{away}s/1/query/", json=SELECT_ONE).json()
    assert missing["code"] == "not_found"
    both = {playground.get(f"/api/{form}s/1/feature_flags/").status_code for form in (home, away)}
    assert both == {200}


def test_old_server_has_no_archive(playground: httpx.Client, mode: Mode):
    """No `archived`, no question about it, and no lifecycle action; PATCH still works."""
    flags = [{"key": "kept"}, {"key": "retired", "archived": True, "active": False}]
    playground.post("/_control/flags", json={"replace": flags}).raise_for_status()
    mode(edition="old")
    for asked in ({}, {"archived": "true"}, {"archived": "false"}):
        listed = playground.get(FLAGS, params=asked).json()["results"]
        assert {flag["key"] for flag in listed} == {"kept", "retired"}
        assert not [flag for flag in listed if {"archived", "status", "last_called_at"} & set(flag)]
    item = f"{FLAGS}{listed[0]['id']}/"
    admin = {"Authorization": f"Bearer {ADMIN_KEY}"}
    assert playground.post(f"{item}archive/", headers=admin).status_code == 404
    assert playground.patch(item, json={"active": False}, headers=admin).status_code == 200
    assert "rollout" not in playground.get(f"{item}status/").json()


def test_old_server_pages_its_activity_by_cursor(playground: httpx.Client, mode: Mode):
    """A hundred at a time, without any count; page numbers mean nothing."""
    entries = [
        {
            "user": None,
            "activity": "updated",
            "scope": "FeatureFlag",
            "item_id": str(number),
            "detail": None,
            "created_at": f"2026-11-20T10:{number // 60:02}:{number % 60:02}Z",
            "id": f"0192d000-aaaa-7000-8000-{number:012}",
        }
        for number in range(230)
    ]
    playground.post("/_control/activity", json={"add": entries}).raise_for_status()
    mode(edition="old")
    page = playground.get(f"{PROJECT}activity_log/?scope=FeatureFlag&page=2").json()
    read = list(page["results"])
    assert set(page) == {"next", "previous", "results"}
    while page["next"] is not None:
        page = playground.get(page["next"]).json()
        read += page["results"]
    assert [entry["item_id"] for entry in read] == [str(n) for n in range(229, -1, -1)]


def test_old_server_has_no_system_tables_at_all(playground: httpx.Client, mode: Mode):
    """The error is that of an unknown table."""
    mode(edition="old")
    query = {"kind": "HogQLQuery", "query": "SELECT key FROM system.feature_flags"}
    refused = playground.post(QUERY, json={"query": query})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_input")


def test_old_server_keeps_the_type_of_an_annotation_to_itself(playground: httpx.Client, mode: Mode):
    """`GIT` is sent and `USR` comes back."""
    mode(edition="old")
    mark = {"content": "deploy", "date_marker": "2026-11-20T10:00:00Z", "creation_type": "GIT"}
    admin = {"Authorization": f"Bearer {ADMIN_KEY}"}
    created = playground.post(f"{PROJECT}annotations/", json=mark, headers=admin).json()
    assert created["creation_type"] == "USR"


def test_free_edition_knows_little_of_its_events(playground: httpx.Client, mode: Mode):
    """No description, no verified, no hidden, and questions about them change nothing."""
    event = {"event": "x", "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"}
    playground.post("/_control/events", json={"add": [event]}).raise_for_status()
    hidden = {"patch": {"x": {"hidden": True}}}
    playground.post("/_control/event_definitions", json=hidden).raise_for_status()
    path, asked = f"{PROJECT}event_definitions/", {"exclude_hidden": "true"}
    assert playground.get(path, params=asked).json()["results"] == []
    mode(edition="free")
    (item,) = playground.get(path, params=asked).json()["results"]
    assert not {"description", "hidden", "verified", "owner"} & set(item)


def test_date_of_the_last_sighting_may_be_wrong(playground: httpx.Client):
    """Events arrive today, and their definition says that they stopped long ago."""
    event = {"event": "x", "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"}
    playground.post("/_control/events", json={"add": [event]}).raise_for_status()
    wrong = {"patch": {"x": {"last_seen_at": "2026-03-01T00:00:00Z"}}}
    playground.post("/_control/event_definitions", json=wrong).raise_for_status()
    (item,) = playground.get(f"{PROJECT}event_definitions/").json()["results"]
    assert item["last_seen_at"] == "2026-03-01T00:00:00Z"
    query = {"kind": "HogQLQuery", "query": "SELECT count() FROM events WHERE event = 'x'"}
    assert playground.post(QUERY, json={"query": query}).json()["results"] == [[1]]


@pytest.mark.parametrize(
    "given", [{"edition": "enterprise"}, {"queries_per_hour": 0}, {"query_seconds": -1}, {"x": 1}]
)
def test_unknown_modes_are_refused(playground: httpx.Client, given: dict[str, Any]):
    """And everything stays as it was."""
    assert playground.post("/_control/modes", json=given).status_code == 400
    assert playground.get("/_control/modes").json()["edition"] == "cloud"


def test_reset_puts_the_modes_back(playground: httpx.Client, mode: Mode):
    """A mode of one test never reaches the next."""
    before = playground.get("/_control/modes").json()
    mode(edition="old", throttle="legacy", queries_per_hour=1)
    playground.post("/_control/reset").raise_for_status()
    assert playground.get("/_control/modes").json() == before
