"""Faults on order, and the control door itself."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.requires_server
FLAGS = "/api/projects/1/feature_flags/"
Order = Callable[..., None]


def _add_flags(client: httpx.Client, count: int) -> None:
    flags = [{"key": f"flag-{number}"} for number in range(count)]
    client.post("/_control/flags", json={"replace": flags}).raise_for_status()


def test_throttling_tells_the_wait_only_in_the_text(playground: httpx.Client, order: Order):
    """No header; an hourly bucket can announce more than a thousand seconds."""
    order("429", f"{FLAGS}*", seconds=1840)
    answer = playground.get(FLAGS)
    assert answer.status_code == 429
    assert "retry-after" not in answer.headers
    assert answer.json() == {
        "type": "throttled_error",
        "code": "throttled",
        "detail": "Request was throttled. Expected available in 1840 seconds.",
        "attr": None,
    }


def test_proxy_may_add_the_header(playground: httpx.Client, order: Order):
    """Some installations do send `Retry-After`."""
    order("429", f"{FLAGS}*", seconds=2, retry_after=True)
    assert playground.get(FLAGS).headers["retry-after"] == "2"


def test_concurrency_limit_names_no_seconds(playground: httpx.Client, order: Order):
    """Same status and code, but nothing to wait by."""
    order("429_concurrency", f"{FLAGS}*")
    answer = playground.get(FLAGS)
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert "maximum concurrency limit" in answer.json()["detail"]
    assert "second" not in answer.json()["detail"]


def test_fault_is_used_up(playground: httpx.Client, order: Order):
    """`skip` lets some pass, `times` ends it."""
    order("status", f"{FLAGS}*", status=502, skip=1, times=2)
    assert [playground.get(FLAGS).status_code for _ in range(4)] == [200, 502, 502, 200]


def test_fault_holds_for_its_route_and_method(playground: httpx.Client, order: Order):
    """Other resources and other methods go on working."""
    order("status", "/api/projects/*/experiments/*", method="GET", times=None)
    assert playground.get(FLAGS).status_code == 200
    experiments = "/api/projects/1/experiments/"
    assert playground.get(experiments).status_code == 503
    assert playground.post(experiments).status_code == 405
    playground.delete("/_control/faults").raise_for_status()
    assert playground.get(experiments).status_code == 200


def test_error_code_can_be_chosen(playground: httpx.Client, order: Order):
    """A slow list of definitions answers in a code of its own."""
    order("status", "*/event_definitions/", status=500, code="event_definitions_timeout")
    answer = playground.get("/api/projects/1/event_definitions/")
    assert (answer.status_code, answer.json()["code"]) == (500, "event_definitions_timeout")


def test_missing_scope_can_be_ordered_for_one_resource(playground: httpx.Client, order: Order):
    """The sentence names the scope of the route that was asked."""
    order("missing_scope", "*/early_access_feature/")
    answer = playground.get("/api/projects/1/early_access_feature/")
    assert answer.status_code == 403
    detail = "API key missing required scope 'early_access_feature:read'"
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize(
    ("kind", "status", "key"), [("conflict", 409, "detail"), ("bare_error", 400, "error")]
)
def test_answers_of_custom_actions(
    playground: httpx.Client, order: Order, kind: str, status: int, key: str
):
    """An approval policy answers 409; some actions answer without an envelope."""
    order(kind, f"{FLAGS}*")
    answer = playground.get(FLAGS)
    assert answer.status_code == status
    assert key in answer.json()


def test_next_may_point_to_a_host_nobody_can_reach(playground: httpx.Client, order: Order):
    """Only path and query of `next` are good; its host belongs to somebody else."""
    _add_flags(playground, 3)
    order("foreign_next", f"{FLAGS}*")
    page = playground.get(FLAGS, params={"limit": 1}).json()
    url = httpx.URL(page["next"])
    assert url.host == "internal-proxy.shop.example"
    rest = playground.get(url.raw_path.decode()).json()
    assert rest["results"][0]["key"] != page["results"][0]["key"]


def test_query_answer_can_be_truncated(playground: httpx.Client, order: Order):
    """Fewer rows than there are, with `hasMore` as the only sign."""
    order("truncate", "*/query/", rows=1)
    query = {"kind": "HogQLQuery", "query": "SELECT event FROM events LIMIT 10"}
    events = [
        {"event": name, "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"} for name in "ab"
    ]
    playground.post("/_control/events", json={"add": events}).raise_for_status()
    answer = playground.post("/api/projects/1/query/", json={"query": query}).json()
    assert (len(answer["results"]), answer["hasMore"]) == (1, True)


def test_count_can_be_capped(playground: httpx.Client, order: Order):
    """Large projects count too low and say so."""
    order("capped_count", "*/event_definitions/", rows=0)
    page = playground.get("/api/projects/1/event_definitions/").json()
    assert (page["count"], page["count_is_capped"]) == (0, True)


def test_older_servers_know_fewer_fields(playground: httpx.Client, order: Order):
    """No `archived`, no `status`, no `last_called_at`, in the list and in the item."""
    _add_flags(playground, 1)
    order("old_server", f"{FLAGS}*", times=2)
    (listed,) = playground.get(FLAGS).json()["results"]
    item = playground.get(f"{FLAGS}{listed['id']}/").json()
    for flag in (listed, item):
        assert not {"archived", "status", "last_called_at"} & set(flag)


def test_free_self_hosted_definitions_are_bare(playground: httpx.Client, order: Order):
    """Neither description nor hidden nor verified."""
    event = {"event": "x", "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"}
    playground.post("/_control/events", json={"add": [event]}).raise_for_status()
    order("self_hosted", "*/event_definitions/")
    (item,) = playground.get("/api/projects/1/event_definitions/").json()["results"]
    assert not {"description", "hidden", "verified"} & set(item)


def test_status_words_may_be_lower_case(playground: httpx.Client, order: Order):
    """A reader must not care about case."""
    _add_flags(playground, 1)
    order("lowercase_status", f"{FLAGS}*")
    lower, upper = (playground.get(FLAGS).json()["results"][0]["status"] for _ in range(2))
    assert (lower, upper) == ("stale", "STALE")


def test_activity_may_come_without_a_count(playground: httpx.Client, order: Order):
    """The third shape of the log."""
    order("activity_cursor", "*/activity_log/")
    page = playground.get("/api/projects/1/activity_log/?scope=FeatureFlag").json()
    assert set(page) == {"next", "previous", "results"}


def test_reset_connection(playground: httpx.Client, order: Order):
    """The client sees a broken connection, and the next request works."""
    order("reset", f"{FLAGS}*")
    with pytest.raises(httpx.NetworkError):
        playground.get(FLAGS)
    assert playground.get(FLAGS).status_code == 200


def test_half_a_body(playground: httpx.Client, order: Order):
    """The announced length never arrives."""
    _add_flags(playground, 2)
    order("half_body", f"{FLAGS}*")
    with pytest.raises(httpx.RemoteProtocolError):
        playground.get(FLAGS)
    assert playground.get(FLAGS).status_code == 200


def test_garbage_with_status_200(playground: httpx.Client, order: Order):
    """A proxy's page where JSON was due."""
    order("garbage", f"{FLAGS}*")
    answer = playground.get(FLAGS)
    assert answer.status_code == 200
    assert answer.text.startswith("<html>")


def test_slow_answer_runs_into_the_client_s_patience(playground: httpx.Client, order: Order):
    """The answer is right, only late."""
    order("slow", f"{FLAGS}*", seconds=0.5)
    with pytest.raises(httpx.ReadTimeout):
        playground.get(FLAGS, timeout=0.05)


def test_requests_are_noted_without_secrets(playground: httpx.Client, order: Order):
    """Method, path, query, status and fault; no header and no body."""
    order("status", f"{FLAGS}*", status=500)
    playground.get(FLAGS, params={"limit": 5})
    (seen,) = playground.get("/_control/requests").json()
    assert seen == {
        "method": "GET",
        "path": FLAGS,
        "query": "limit=5",
        "status": 500,
        "fault": "status",
        "queries_at_once": 0,
    }


def test_reset_puts_everything_back(playground: httpx.Client, order: Order):
    """Flags, faults, keys and notes of one test never reach the next."""
    _add_flags(playground, 2)
    order("status", "*", times=None)
    playground.post("/_control/reset").raise_for_status()
    assert playground.get("/_control/requests").json() == []
    assert playground.get("/_control/faults").json() == []
    assert playground.get(FLAGS).json()["count"] == 0


def test_flags_are_patched_by_key(playground: httpx.Client):
    """One field changes, the others stay."""
    _add_flags(playground, 2)
    patch = {"flag-1": {"has_encrypted_payloads": True}}
    playground.post("/_control/flags", json={"patch": patch}).raise_for_status()
    flags = {flag["key"]: flag for flag in playground.get(FLAGS).json()["results"]}
    assert flags["flag-1"]["has_encrypted_payloads"] is True
    assert flags["flag-0"]["has_encrypted_payloads"] is False


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", {"route": "*", "kind": "earthquake"}),
        ("faults", {"kind": "429"}),
        ("flags", {"patch": {"nobody": {}}}),
        ("flags", {"remove": []}),
        ("events", {"add": [{"event": "x"}]}),
        ("weather", {"add": []}),
        ("keys", {"key": "phc_public", "scopes": []}),
    ],
)
def test_wrong_orders_are_refused(playground: httpx.Client, path: str, body: dict[str, Any]):
    """A typo in a test must not pass for a fault that never struck."""
    answer = playground.post(f"/_control/{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_log_may_not_be_part_of_the_plan(playground: httpx.Client, order: Order):
    """402 for the project's log, while the flags' own log answers; and the reverse."""
    project, flags = "/api/projects/1/activity_log/?scope=FeatureFlag", f"{FLAGS}activity/"
    order("status", "*/1/activity_log/", status=402)
    refused = playground.get(project)
    assert (refused.status_code, refused.json()["code"]) == (402, "payment_required")
    order("status", "*/feature_flags/activity/", status=403)
    assert [playground.get(path).status_code for path in (flags, project)] == [403, 200]
    assert playground.get(flags).status_code == 200


def test_no_flag_was_ever_called(playground: httpx.Client):
    """An empty stream of calls: usage that is unknown, and not usage that is zero."""
    playground.post("/_control/events", json={"replace": []}).raise_for_status()
    query = {
        "kind": "HogQLQuery",
        "query": "SELECT count() FROM events WHERE event = '$feature_flag_called'",
    }
    answer = playground.post("/api/projects/1/query/", json={"query": query}).json()
    assert answer["results"] == [[0]]
