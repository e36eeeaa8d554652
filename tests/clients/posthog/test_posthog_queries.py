"""A query gives all of its rows, or an error."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import Patience, PostHog

Open = Callable[..., PostHog]
Answer = Callable[..., httpx.Response]

TEXT = "SELECT a FROM t WHERE b = {b} LIMIT {limit}"


async def test_a_query_asks_for_one_row_more_and_names_the_asker(
    open_project: Open, query_answer: Answer
) -> None:
    """Values stay parameters, the cache is not used, the project's people see who asked."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return query_answer(["a", "n"], [["x", 1], [None, 2]])

    rows = await open_project(handler).query(TEXT, {"b": "'; DROP"}, "flag usage", 10)
    assert rows == [{"a": "x", "n": 1}, {"a": None, "n": 2}]
    assert seen[0].url.path == "/api/projects/1/query/"
    assert json.loads(seen[0].content) == {
        "query": {
            "kind": "HogQLQuery",
            "query": "SELECT a FROM t WHERE b = {b} LIMIT 11",
            "values": {"b": "'; DROP"},
        },
        "refresh": "force_blocking",
        "name": "groundskeeper: flag usage",
    }


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("SELECT 1", 10),
        ("SELECT 1 LIMIT 10", 10),
        (TEXT, 0),
        (TEXT, 50_000),
        (f"{TEXT} OFFSET 5", 5),
    ],
)
async def test_a_text_without_its_limit_is_never_sent(
    open_project: Open, text: str, limit: int
) -> None:
    """Without a limit of its own a text would silently be cut at 100 rows."""
    posthog = open_project(httpx.Response(500))
    with pytest.raises(errors.RequestRefused):
        await posthog.query(text, {}, "x", limit)
    assert posthog.requests == 0


@pytest.mark.parametrize(
    ("rows", "more"), [([[1], [2], [3]], {}), ([[1]], {"hasMore": True})], ids=["n+1", "hasMore"]
)
async def test_a_cut_answer_is_an_error(
    open_project: Open, query_answer: Answer, rows: list[list[Any]], more: dict[str, Any]
) -> None:
    """Some of the rows are never taken for all of them."""
    posthog = open_project(query_answer(["a"], rows, **more))
    with pytest.raises(errors.AnswerUnusable, match="more than 2 rows"):
        await posthog.query(TEXT, {}, "x", 2)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"results": []},
        {"columns": ["a"], "results": None},
        {"columns": ["a"], "results": [[1, 2]]},
        {"columns": ["a"], "results": [{"a": 1}]},
        {"columns": ["a"], "results": [], "error": "half of it failed"},
    ],
)
async def test_an_answer_of_another_shape_is_unusable(open_project: Open, body: Any) -> None:
    """No rows is an answer; no `results` is not."""
    posthog = open_project(httpx.Response(200, json=body))
    with pytest.raises(errors.AnswerUnusable):
        await posthog.query(TEXT, {}, "x", 2)


def status(**fields: Any) -> dict[str, Any]:
    """Return an answer that carries the state of a running query."""
    return {"query_status": {"id": "2f6c", "complete": False, "error": False} | fields}


async def test_a_query_that_runs_on_is_waited_for(open_project: Open) -> None:
    """202 is polled until 200, and rows of an older run that come along are not used."""
    stale = status() | {"columns": ["a"], "results": [["old"]]}
    answers = [
        httpx.Response(202, json=stale),
        httpx.Response(202, json=status()),
        httpx.Response(
            200, json=status(complete=True, results={"columns": ["a"], "results": [["new"]]})
        ),
    ]
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.method} {request.url.path}")
        return answers.pop(0)

    assert await open_project(handler).query(TEXT, {}, "x", 5) == [{"a": "new"}]
    assert seen == [
        "POST /api/projects/1/query/",
        "GET /api/projects/1/query/2f6c/",
        "GET /api/projects/1/query/2f6c/",
    ]


@pytest.mark.parametrize(
    ("code", "message", "reason"),
    [
        (400, "Query exceeded the memory limit.", "the memory limit"),
        (500, None, "without a reason"),
        (200, "late", "late"),
    ],
)
async def test_a_poll_that_failed_is_read_from_its_status(
    open_project: Open, code: int, message: str | None, reason: str
) -> None:
    """A failed query carries its own state instead of an error, and is not polled again."""
    failed = status(complete=True, error=True, error_message=message)
    answers = [httpx.Response(202, json=status()), httpx.Response(code, json=failed)]
    posthog = open_project(answers)
    with pytest.raises(errors.ServerFailed, match=reason):
        await posthog.query(TEXT, {}, "x", 5)
    assert posthog.requests == 2


async def test_a_query_that_never_ends_is_given_up(open_project: Open) -> None:
    """Polling has an end."""
    patience = Patience(max_total_seconds=0.01, poll_seconds=0)
    posthog = open_project(httpx.Response(202, json=status()), patience=patience)
    with pytest.raises(errors.TimedOut, match="still running"):
        await posthog.query(TEXT, {}, "x", 5)


@pytest.mark.parametrize("odd", [{"id": None}, {"id": "../../users"}, {"id": ""}])
async def test_the_id_of_a_query_never_leads_elsewhere(open_project: Open, odd: Any) -> None:
    """An id becomes part of a path, so only ids are taken."""
    posthog = open_project(httpx.Response(202, json=status(**odd)))
    with pytest.raises(errors.AnswerUnusable):
        await posthog.query(TEXT, {}, "x", 5)
    assert posthog.requests == 1


async def test_no_more_than_two_queries_run_at_once(
    open_project: Open, query_answer: Answer
) -> None:
    """A project has three slots; one is left for its people."""
    running: list[int] = [0]
    most: list[int] = [0]

    async def handler(_: httpx.Request) -> httpx.Response:
        running[0] += 1
        most[0] = max(most[0], running[0])
        for _turn in range(5):
            await asyncio.sleep(0)
        running[0] -= 1
        return query_answer(["a"], [])

    posthog = open_project(handler)
    await asyncio.gather(*(posthog.query(TEXT, {}, "x", 5) for _ in range(6)))
    assert most == [2]
