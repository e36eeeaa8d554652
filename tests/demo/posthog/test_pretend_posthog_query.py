"""The query endpoint: rows, cache, asynchronous answers and errors."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.requires_server
QUERY = "/api/projects/1/query/"
SELECT_ONE = {"kind": "HogQLQuery", "query": "SELECT 1"}
Order = Callable[..., None]


def _ask(client: httpx.Client, text: str, **body: Any) -> httpx.Response:
    values = body.pop("values", {})
    query = {"kind": "HogQLQuery", "query": text, "values": values}
    return client.post(QUERY, json={"query": query} | body)


def test_rows_come_as_arrays_in_column_order(company: httpx.Client):
    """Names and types of the columns come along."""
    answer = _ask(company, "SELECT event, count() FROM events GROUP BY event LIMIT 1").json()
    assert answer["columns"] == ["event", "count()"]
    assert answer["types"] == [["event", "String"], ["count()", "UInt64"]]
    assert [len(row) for row in answer["results"]] == [2]


def test_without_limit_the_answer_is_cut_silently(company: httpx.Client):
    """One hundred rows, and only `hasMore` tells that there are others."""
    answer = _ask(company, "SELECT uuid FROM events").json()
    assert (len(answer["results"]), answer["hasMore"], answer["limit"]) == (100, True, 100)
    few = _ask(company, "SELECT event FROM events GROUP BY event").json()
    assert few["hasMore"] is False


def test_own_limit_leaves_has_more_unknown(company: httpx.Client):
    """Whoever brings a limit must ask for one row more and count."""
    answer = _ask(company, "SELECT uuid FROM events LIMIT 150").json()
    assert (len(answer["results"]), answer["hasMore"]) == (150, None)


def test_identical_query_is_answered_from_cache(playground: httpx.Client):
    """Unless it is forced, and never after the project changed."""
    text = "SELECT count() FROM events"
    assert _ask(playground, text).json()["is_cached"] is False
    assert _ask(playground, text).json()["is_cached"] is True
    assert _ask(playground, text, refresh="force_blocking").json()["is_cached"] is False
    event = {"event": "x", "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"}
    playground.post("/_control/events", json={"add": [event]})
    changed = _ask(playground, text).json()
    assert (changed["is_cached"], changed["results"]) == (False, [[1]])


def test_asynchronous_query_is_polled_until_it_is_done(playground: httpx.Client):
    """202, then 202, then 200 with the whole answer inside `query_status`."""
    promised = _ask(playground, "SELECT 1 AS one", refresh="force_async")
    status = promised.json()["query_status"]
    assert (promised.status_code, status["complete"]) == (202, False)
    first, second = (playground.get(f"{QUERY}{status['id']}/") for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 200)
    done = second.json()["query_status"]
    assert done["complete"] is True
    assert done["results"]["results"] == [[1]]


@pytest.mark.parametrize(("outcome", "code"), [("failed", 400), ("crashed", 500)])
def test_failed_poll_carries_the_query_not_an_envelope(
    playground: httpx.Client, order: Order, outcome: str, code: int
):
    """A reader of error envelopes finds none here."""
    order("accepted_202", f"{QUERY}*", polls=0, outcome=outcome)
    job = _ask(playground, "SELECT 1").json()["query_status"]["id"]
    poll = playground.get(f"{QUERY}{job}/")
    assert poll.status_code == code
    assert "detail" not in poll.json()
    assert poll.json()["query_status"]["error"] is True
    assert bool(poll.json()["query_status"]["error_message"]) is (outcome == "failed")


def test_promise_may_come_with_stale_rows(playground: httpx.Client, order: Order):
    """A 202 with results in it is still no answer."""
    order("accepted_202", f"{QUERY}*", stale=True)
    promised = _ask(playground, "SELECT 1")
    assert promised.status_code == 202
    assert promised.json()["results"] == [[1]]
    assert promised.json()["query_status"]["complete"] is False


def test_query_that_never_ends_can_be_cancelled(playground: httpx.Client, order: Order):
    """Cancelling answers 200 with a message, and then the query is gone."""
    order("accepted_202", f"{QUERY}*", outcome="never")
    job = _ask(playground, "SELECT 1").json()["query_status"]["id"]
    polls = {playground.get(f"{QUERY}{job}/").status_code for _ in range(3)}
    cancelled = playground.delete(f"{QUERY}{job}/")
    assert polls == {202}
    assert (cancelled.status_code, list(cancelled.json())) == (200, ["message"])
    assert playground.get(f"{QUERY}{job}/").status_code == 404


def test_old_server_has_no_system_tables(playground: httpx.Client, order: Order):
    """The fault hits queries on `system.*` alone, in PostHog's own code."""
    order("no_system_tables", f"{QUERY}*", times=None)
    refused = _ask(playground, "SELECT key FROM system.feature_flags")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_input")
    assert _ask(playground, "SELECT 1").status_code == 200


def test_system_table_knows_deleted_flags(playground: httpx.Client):
    """Soft-deleted flags stay in the table, marked with 1."""
    flags = [{"key": "here"}, {"key": "gone", "deleted": True}]
    playground.post("/_control/flags", json={"replace": flags})
    text = "SELECT key, deleted FROM system.feature_flags ORDER BY key"
    assert _ask(playground, text).json()["results"] == [["gone", 1], ["here", 0]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"query": {"kind": "TrendsQuery"}}, "test_server_gap"),
        ({"query": {"kind": "HogQLQuery"}}, "required"),
        ({"query": {"kind": "HogQLQuery", "query": "SELECT 1", "values": []}}, None),
        ({"query": {"kind": "HogQLQuery", "query": "SELECT 1", "values": [1]}}, "invalid_input"),
        ({"query": {"kind": "HogQLQuery", "query": "SELECT 1"}, "refresh": "x"}, "test_server_gap"),
        ({"query": SELECT_ONE | {"modifiers": {"debug": True}}}, "test_server_gap"),
        (
            {"query": SELECT_ONE | {"filters": {"dateRange": {"date_from": "-7d"}}}},
            "test_server_gap",
        ),
        ({"query": SELECT_ONE | {"filters": {"filterTestAccounts": True}}}, None),
        ({"query": SELECT_ONE, "name": "worker: usage", "client_query_id": "1"}, None),
    ],
)
def test_body_is_checked(company: httpx.Client, body: dict[str, Any], code: str | None):
    """What is missing or unknown is said in an envelope."""
    answer = company.post(QUERY, json=body)
    assert answer.json().get("code") == code
    assert answer.status_code == (200 if code is None else 400)


def test_broken_json_is_an_invalid_request(company: httpx.Client):
    """A body that is no JSON never reaches the handler."""
    answer = company.post(QUERY, content=b"{")
    assert (answer.status_code, answer.json()["type"]) == (400, "invalid_request")


def test_running_promises_count_as_running_queries(playground: httpx.Client, order: Order):
    """An asynchronous query holds its place until a poll has seen its end."""
    order("accepted_202", f"{QUERY}*", polls=1)
    job = _ask(playground, "SELECT 1").json()["query_status"]["id"]
    _ask(playground, "SELECT 2")
    for _ in range(2):
        playground.get(f"{QUERY}{job}/")
    _ask(playground, "SELECT 3")
    noted = playground.get("/_control/requests").json()
    assert [one["queries_at_once"] for one in noted if one["method"] == "POST"] == [1, 2, 1]


def test_rows_may_be_missing_without_a_sign(playground: httpx.Client, order: Order):
    """A table that is empty for this reader answers like one that is empty."""
    playground.post("/_control/flags", json={"add": [{"key": "here"}]}).raise_for_status()
    order("no_rows", f"{QUERY}*")
    text = "SELECT key FROM system.feature_flags LIMIT 5"
    answers = [_ask(playground, text).json() for _ in range(2)]
    assert [one["results"] for one in answers] == [[], [["here"]]]
    assert answers[0]["hasMore"] is None
