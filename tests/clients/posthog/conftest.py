"""Two other sides for the real client.

A function, by `httpx.MockTransport`; and a server that answers like PostHog, over a connection.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from pydantic import SecretStr

from clients.posthog import Patience, PostHog
from demo.posthog.events import Event
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.model import Json

NO_WAIT = Patience(
    unannounced_seconds=0, concurrency_seconds=(0, 0), trouble_seconds=0, poll_seconds=0
)


def _handler(other_side: Any) -> Callable[[httpx.Request], Any]:
    if isinstance(other_side, httpx.Response):
        return lambda _: other_side
    if isinstance(other_side, list):
        answers = iter(cast("list[httpx.Response]", other_side))
        return lambda _: next(answers)
    return other_side


@pytest.fixture
async def open_project() -> AsyncIterator[Callable[..., PostHog]]:
    """Return a function that opens project 1 of a made-up host.

    Its other side is a handler, one answer for ever, or one answer after the other.
    """
    opened: list[PostHog] = []

    def open_it(
        other_side: Callable[[httpx.Request], Any] | httpx.Response | list[httpx.Response],
        *,
        host: str = "https://ph.example",
        key: str = "phx_hazelnut",
        patience: Patience = NO_WAIT,
        **more: Any,
    ) -> PostHog:
        transport = httpx.MockTransport(_handler(other_side))
        secret = SecretStr(key)
        opened.append(PostHog(host, 1, secret, patience=patience, transport=transport, **more))
        return opened[-1]

    yield open_it
    for each in opened:
        await each.__aexit__()


@pytest.fixture
def envelope() -> Callable[[str], dict[str, Any]]:
    """Return a function that wraps a sentence the way PostHog's framework does."""
    return lambda detail: {"type": "x", "code": "y", "detail": detail, "attr": None}


@pytest.fixture
def query_answer() -> Callable[..., httpx.Response]:
    """Return a function that builds the answer to a query from column names and rows."""

    def build(columns: list[str], rows: list[list[Any]], **more: Any) -> httpx.Response:
        return httpx.Response(
            200, content=json.dumps({"columns": columns, "results": rows, "hasMore": None} | more)
        )

    return build


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start the server on a free port with its clock stopped; return its address."""
    now = datetime(2026, 11, 20, 9, tzinfo=UTC).isoformat()
    command = [sys.executable, "-m", "demo.posthog", "--control", "--now", now]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert "ready: http://" in ready
            yield ready.split("ready: ")[1].split()[0]
        finally:
            process.terminate()


@pytest.fixture
def control(server: str) -> Iterator[httpx.Client]:
    """Return the server's control door; every test begins without faults and leaves no change."""
    with httpx.Client(base_url=f"{server}/_control", trust_env=False, timeout=60) as client:
        client.delete("/faults/").raise_for_status()
        client.delete("/requests/").raise_for_status()
        yield client


@pytest.fixture
def changed(control: httpx.Client) -> Iterator[Callable[[str, Any], Any]]:
    """Return a function that posts to the control door; the server is as before afterwards."""
    places: set[str] = set()

    def post(place: str, body: Any) -> Any:
        places.add(place)
        return control.post(f"/{place}/", json=body).raise_for_status().json()

    modes = control.get("/modes/").raise_for_status().json()
    yield post
    if places == {"modes"}:
        control.post("/modes/", json=modes).raise_for_status()
    else:
        control.post("/reset/").raise_for_status()


@pytest.fixture
def order(control: httpx.Client) -> Callable[..., None]:
    """Return a function that lets requests go wrong whose path below the project ends so."""

    def post(place: str, kind: str, **more: Any) -> None:
        fault = {"route": f"/api/projects/1/{place}", "kind": kind, **more}
        control.post("/faults/", json=fault).raise_for_status()

    return post


class CountedProject:
    """A project on the test server that holds exactly the events of one test."""

    def __init__(self) -> None:
        self.url = ""
        self.story = Story(datetime(2026, 11, 20, tzinfo=UTC))
        self.queries: list[Json] = []
        """What was sent since the last reading: bodies of query requests."""

    def holds(self, events: Iterable[Event], zone: str = "Europe/Berlin") -> None:
        """Replace everything that happened in the project; `zone` is its time zone."""
        self.story = Story(self.story.now, zone=zone, events=list(events))
        httpx.post(f"{self.url}/_control/reset/", trust_env=False).raise_for_status()

    def goes_wrong(self, kind: str, **more: Any) -> None:
        """Let the next query go wrong."""
        fault = {"route": "/api/projects/1/query/*", "kind": kind, **more}
        door = f"{self.url}/_control/faults/"
        httpx.post(door, json=fault, trust_env=False).raise_for_status()

    def read(self, question: Callable[[PostHog], Awaitable[Json]]) -> Json:
        """Return what a client answers over HTTP."""
        return asyncio.run(self._read(question))

    async def _read(self, question: Callable[[PostHog], Awaitable[Json]]) -> Json:
        self.queries = []
        transport = _Listening(self.queries)
        key = SecretStr(READ_KEY)
        async with PostHog(self.url, 1, key, patience=NO_WAIT, transport=transport) as posthog:
            return await question(posthog)


class _Listening(httpx.AsyncHTTPTransport):
    """Keeps what is sent."""

    def __init__(self, sent: list[Json]) -> None:
        super().__init__()
        self._sent = sent

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self._sent.append(json.loads(request.content))
        return await super().handle_async_request(request)


@pytest.fixture(scope="session")
def counted_project() -> Iterator[CountedProject]:
    """Return a project to fill with events whose counts are known; every test fills it anew."""
    project = CountedProject()
    app = create_app(lambda: project.story, with_control=True)
    with serving(app) as project.url:
        yield project


@pytest.fixture
def gauges(control: httpx.Client) -> Callable[[], dict[str, int]]:
    """Return a function that says what arrived since it was called last."""

    def read() -> dict[str, int]:
        seen = control.get("/gauges/").raise_for_status().json()
        control.delete("/requests/").raise_for_status()
        return seen

    return read
