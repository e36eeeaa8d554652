"""What one run may ask."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from activities.failures import translate
from clients import errors
from clients.posthog import Patience, PostHog, RequestBudget, read_documents
from scans.model import Questions

Open = Callable[..., PostHog]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE: dict[str, Any] = {"count": 0, "next": None, "results": []}
TEXT = "SELECT 1 LIMIT {limit}"


async def test_what_is_beyond_the_budget_is_never_sent(open_project: Open) -> None:
    """The request that would be one too many fails here, by name and with what to do."""
    posthog = open_project(httpx.Response(200, json=PAGE), budget=RequestBudget(requests=2))
    await posthog.actions()
    await posthog.cohorts()
    with pytest.raises(errors.BudgetSpent, match="all the requests it may send"):
        await posthog.alerts()
    assert posthog.requests == 2


async def test_attempts_are_paid_for_too(open_project: Open) -> None:
    """A server in trouble is not asked more often than a healthy one."""
    posthog = open_project(httpx.Response(500), budget=RequestBudget(requests=3))
    with pytest.raises(errors.BudgetSpent):
        await posthog.actions()
    assert posthog.requests == 3


async def test_queries_have_a_budget_of_their_own(
    open_project: Open, query_answer: Callable[..., httpx.Response]
) -> None:
    """Lists are still read when there is no query left."""

    def handler(request: httpx.Request) -> httpx.Response:
        return query_answer([], []) if request.method == "POST" else httpx.Response(200, json=PAGE)

    posthog = open_project(handler, budget=RequestBudget(queries=1))
    await posthog.query(TEXT, {}, "x", 1)
    with pytest.raises(errors.BudgetSpent, match="all the queries"):
        await posthog.query(TEXT, {}, "x", 1)
    assert await posthog.actions() == []


async def test_a_source_beyond_the_budget_is_blind(open_project: Open) -> None:
    """What could not be asked any more is not known, and the scan says why."""
    posthog = open_project(httpx.Response(200, json=PAGE), budget=RequestBudget(requests=2))
    documents = await read_documents(posthog, NOW, ("insights", "surveys", "experiments"))
    assert len(documents.documents) == 2
    assert ["this run has sent" in why for why in documents.blind.values()] == [True]


def test_a_spent_budget_is_not_tried_again_by_temporal() -> None:
    """The same run would only ask more."""
    failure = translate(errors.BudgetSpent("PostHog", "GET /x", "this run has sent all"))
    assert failure.non_retryable


async def test_never_more_than_four_lists_and_two_queries_at_once(open_project: Open) -> None:
    """Whoever asks, the project's own people find a server that answers."""
    running, most = {"GET": 0, "POST": 0}, {"GET": 0, "POST": 0}

    async def handler(request: httpx.Request) -> httpx.Response:
        running[request.method] += 1
        most[request.method] = max(most[request.method], running[request.method])
        await asyncio.sleep(0.01)
        running[request.method] -= 1
        body: dict[str, Any] = PAGE if request.method == "GET" else {"columns": [], "results": []}
        return httpx.Response(200, json=body)

    lists = ("actions", "cohorts", "insights", "alerts", "experiments", "surveys", "annotations")
    counts = ("event_usage", "flag_usage", "pair_usage", "session_usage", "event_arrivals")
    questions = Questions(arrivals=("a",), sessions=(("a", "b"),))
    await read_documents(open_project(handler), NOW, (*lists, *counts), questions)
    assert most == {"GET": 4, "POST": 2}


async def test_a_poll_holds_the_place_of_its_query(
    open_project: Open, query_answer: Callable[..., httpx.Response]
) -> None:
    """A query that runs on is running, whether or not anybody is connected to it."""
    running: set[str] = set()
    most = 0

    async def handler(request: httpx.Request) -> httpx.Response:
        nonlocal most
        if request.method == "POST":
            running.add(name := f"q{request.headers['content-length']}{len(running)}")
            most = max(most, len(running))
            return httpx.Response(202, json={"query_status": {"id": name, "complete": False}})
        await asyncio.sleep(0.01)
        name = request.url.path.rstrip("/").rpartition("/")[2]
        running.discard(name)
        results: dict[str, list[Any]] = {"columns": [], "results": []}
        status: dict[str, Any] = {"id": name, "complete": True, "results": results}
        return httpx.Response(200, json={"query_status": status})

    posthog = open_project(handler)
    await asyncio.gather(*(posthog.query(TEXT, {}, "x" * n, 1) for n in range(6)))
    assert most == 2


async def test_a_query_that_is_given_up_is_cancelled(open_project: Open) -> None:
    """Otherwise it would run beside the next one, and be the one too many."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.method} {request.url.path}")
        return httpx.Response(202, json={"query_status": {"id": "2f6c", "complete": False}})

    patience = Patience(max_total_seconds=0.05, poll_seconds=0.01)
    with pytest.raises(errors.TimedOut, match="still running"):
        await open_project(handler, patience=patience).query(TEXT, {}, "x", 1)
    assert seen[-1] == "DELETE /api/projects/1/query/2f6c/"


@pytest.mark.parametrize("host", ["https://ph.example", "https://ph.example/"])
async def test_scans_that_start_at_the_same_minute_share_the_places(
    open_project: Open, query_answer: Callable[..., httpx.Response], host: str
) -> None:
    """Two clients of one project have two queries running together, not two each."""
    running, most = 0, 0

    async def handler(_: httpx.Request) -> httpx.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return query_answer([], [])

    scans = [open_project(handler), open_project(handler, host=host)]
    await asyncio.gather(*(each.query(TEXT, {}, "x", 1) for each in scans * 3))
    assert most == 2
