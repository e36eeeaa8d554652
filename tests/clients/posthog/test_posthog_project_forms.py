"""The two addresses of a project's resources."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients import errors
from clients.posthog import PostHog, read_documents
from scans.stale_flags.sources import SOURCES as FLAG_SOURCES

Open = Callable[..., PostHog]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE: dict[str, Any] = {"count": 0, "next": None, "results": []}
NOBODY = {"type": "invalid_request", "code": "not_found", "detail": "Not found.", "attr": None}


def living_under(
    form: str, seen: list[str], otherwise: int = 404
) -> Callable[[httpx.Request], httpx.Response]:
    """Return a handler that answers below one form of address only."""

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        if not request.url.path.startswith(f"/api/{form}/1/"):
            return httpx.Response(otherwise, json=NOBODY)
        if request.method == "POST":
            return httpx.Response(200, json={"columns": [], "results": []})
        return httpx.Response(200, json=PAGE)

    return handler


async def test_the_older_address_is_tried_once_and_remembered(open_project: Open) -> None:
    """Every page after the first, and every later list of that kind, costs one request."""
    seen: list[str] = []
    posthog = open_project(living_under("environments", seen))
    for _ in range(2):
        assert await posthog.experiments() == []
    assert seen == [
        "/api/projects/1/experiments/",
        "/api/environments/1/experiments/",
        "/api/environments/1/experiments/",
    ]


async def test_the_newer_address_is_never_doubted_once_it_answered(open_project: Open) -> None:
    """A 404 below a family that is known means that this one thing is not there."""
    seen: list[str] = []
    posthog = open_project(living_under("projects", seen))
    assert await posthog.surveys() == []
    assert await posthog.query("SELECT 1 LIMIT {limit}", {}, "x", 1) == []
    assert seen == ["/api/projects/1/surveys/", "/api/projects/1/query/"]


async def test_each_family_of_paths_has_its_own_address(open_project: Open) -> None:
    """One server has some resources here and some there."""

    def handler(request: httpx.Request) -> httpx.Response:
        form = "environments" if "/query/" in request.url.path else "projects"
        return living_under(form, [])(request)

    posthog = open_project(handler)
    await posthog.actions()
    await posthog.query("SELECT 1 LIMIT {limit}", {}, "x", 1)
    await posthog.cohorts()
    assert posthog.requests == 4


@pytest.mark.parametrize("answer", [404, 302])
async def test_what_neither_address_has_is_not_there(open_project: Open, answer: int) -> None:
    """An old server without environments sends the second request to its login page."""

    def handler(request: httpx.Request) -> httpx.Response:
        status = 404 if "/projects/" in request.url.path else answer
        return httpx.Response(status, json=NOBODY, headers={"location": "/login"})

    with pytest.raises(errors.NotFound, match="/api/projects/1/surveys/"):
        await open_project(handler).surveys()


async def test_a_refusal_at_the_older_address_is_the_one_that_counts(open_project: Open) -> None:
    """The resource is there, and the key lacks the scope that is named."""

    def handler(request: httpx.Request) -> httpx.Response:
        status = 404 if "/projects/" in request.url.path else 403
        return httpx.Response(status, json=NOBODY | {"detail": "required scope 'survey:read'"})

    with pytest.raises(errors.ScopeMissing, match="survey:read"):
        await open_project(handler).surveys()


async def test_a_running_query_is_polled_where_it_runs(open_project: Open) -> None:
    """The address that took the query knows its state."""
    seen: list[str] = []
    running = {"id": "2f6c", "complete": False}
    done = {"id": "2f6c", "complete": True, "results": {"columns": ["a"], "results": [[1]]}}

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.method} {request.url.path}")
        if "/projects/" in request.url.path:
            return httpx.Response(404, json=NOBODY)
        state = running if request.method == "POST" else done
        return httpx.Response(200, content=json.dumps({"query_status": state}))

    assert await open_project(handler).query("SELECT 1 AS a LIMIT {limit}", {}, "x", 1) == [
        {"a": 1}
    ]
    assert seen[1:] == ["POST /api/environments/1/query/", "GET /api/environments/1/query/2f6c/"]


@pytest.mark.requires_server
@pytest.mark.parametrize("home", ["project", "environment"])
@pytest.mark.parametrize(
    "families", [["query"], ["feature_flags", "activity_log"], ["experiments", "query"]]
)
async def test_a_project_is_read_wherever_its_resources_are(
    server: str, changed: Callable[[str, Any], Any], home: str, families: list[str]
) -> None:
    """Lists and queries alike, the documents are the same."""
    key = SecretStr("phx_demo_hazelnut")
    async with PostHog(server, 1, key) as posthog:
        healthy = await read_documents(posthog, NOW, FLAG_SOURCES)
    changed("modes", {"homes": dict.fromkeys(families, home)})
    async with PostHog(server, 1, key) as posthog:
        documents = await read_documents(posthog, NOW, FLAG_SOURCES)
    assert documents.blind == {}
    assert documents.documents == healthy.documents
    lost = len(families) if home == "environment" else 0
    assert documents.requests == healthy.requests + lost
