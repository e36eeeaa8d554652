"""Event definitions are looked up by name."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients import errors
from clients.posthog import Patience, PostHog, read_documents
from scans.model import Questions

Open = Callable[..., PostHog]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def knowing(*names: str, seen: list[httpx.Request] | None = None) -> Any:
    """Return a handler for a project with these events."""

    def handler(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        params = request.url.params
        if request.url.path.endswith("/by_name/"):
            found = params["name"] in names
            body = {"name": params["name"]} if found else {"detail": "Not found."}
            return httpx.Response(200 if found else 404, json=body)
        asked = params["names"].split(",")
        rows = [{"name": name, "last_seen_at": None} for name in names if name in asked]
        return httpx.Response(200, json={"count": len(rows), "next": None, "results": rows})

    return handler


async def test_events_are_asked_by_name(open_project: Open) -> None:
    """One request for many, none for the thousands of others."""
    seen: list[httpx.Request] = []
    posthog = open_project(knowing("b", "a", seen=seen))
    rows = await posthog.event_definitions(["b", "a", "gone", "a"])
    assert [row["name"] for row in rows] == ["a", "b"]
    assert [request.url.params["names"] for request in seen] == ["a,b,gone"]


async def test_a_name_with_a_comma_travels_alone(open_project: Open) -> None:
    """In the list it would be two other names."""
    seen: list[httpx.Request] = []
    posthog = open_project(knowing("a", "x,y", seen=seen))
    rows = await posthog.event_definitions(["x,y", "a", "gone,too"])
    assert [row["name"] for row in rows] == ["a", "x,y"]
    assert [
        request.url.params.get("names") for request in seen if "names" in request.url.params
    ] == ["a"]


async def test_many_names_are_asked_in_several_requests(open_project: Open) -> None:
    """A page holds a hundred, and an address is not endless."""
    short = [f"e{n}" for n in range(150)]
    long = [f"{'x' * 390}{n}" for n in range(12)]
    for names, requests in ((short, 2), (long, 3)):
        posthog = open_project(knowing(*names))
        assert len(await posthog.event_definitions(names)) == len(names)
        assert posthog.requests == requests


async def test_a_server_that_answers_all_of_them_is_not_paged(open_project: Open) -> None:
    """One that does not know the question would lead through its millions."""
    page = {"count": 20_000, "next": "/?offset=100", "results": [{"name": "other"}]}
    posthog = open_project(httpx.Response(200, json=page))
    with pytest.raises(errors.AnswerUnusable, match="nobody asked for"):
        await posthog.event_definitions(["a"])
    assert posthog.requests == 1


async def test_the_names_are_those_whose_arrival_is_asked(open_project: Open) -> None:
    """The document holds their definitions and no others."""
    posthog = open_project(knowing("a", "b"))
    questions = Questions(arrivals=("a",))
    documents = await read_documents(posthog, NOW, ("event_definitions",), questions)
    assert documents.documents["event_definitions"]["results"] == [
        {"name": "a", "last_seen_at": None}
    ]


@pytest.mark.requires_server
@pytest.mark.parametrize("fault", [None, "self_hosted", "capped_count"])
async def test_definitions_of_every_edition_are_read(
    server: str, order: Callable[..., None], fault: str | None
) -> None:
    """The free edition leaves fields out, and a large project does not count its events."""
    if fault:
        order("event_definitions/", fault, times=None)
    async with PostHog(server, 1, SecretStr("phx_demo_hazelnut")) as posthog:
        (row,) = await posthog.event_definitions(["order_completed", "never heard of, really"])
    assert row["name"] == "order_completed"
    assert "last_seen_at" in row
    assert ("verified" in row) is (fault != "self_hosted")


@pytest.mark.requires_server
@pytest.mark.parametrize(
    ("kind", "more", "reason"),
    [
        ("ignored_names", {}, "nobody asked for"),
        ("status", {"status": 500, "code": "event_definitions_timeout"}, "500"),
    ],
)
async def test_definitions_that_cannot_be_had_are_blind(
    server: str, order: Callable[..., None], kind: str, more: dict[str, Any], reason: str
) -> None:
    """A server that is deaf to names, or too slow for them, says nothing about any event."""
    order("event_definitions/", kind, times=None, **more)
    key, once = SecretStr("phx_demo_hazelnut"), Patience(attempts=1)
    async with PostHog(server, 1, key, patience=once) as posthog:
        documents = await read_documents(
            posthog,
            NOW,
            ("event_definitions", "experiments"),
            Questions(arrivals=("order_completed",)),
        )
    assert documents.blind.keys() == {"event_definitions"}
    assert reason in documents.blind["event_definitions"]
