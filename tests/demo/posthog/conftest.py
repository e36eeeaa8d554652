"""The PostHog test server over real HTTP: one with the whole story, one to break."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story, empty, hazelnut

Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which every story of these tests stands still."""
    return datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def story(now: datetime) -> Story:
    """The pretend company, to compute truths from."""
    return hazelnut(now)


@pytest.fixture(scope="session")
def company(now: datetime) -> Iterator[httpx.Client]:
    """The pretend company, read-only: nothing may be changed through it."""
    with serving(create_app(lambda: hazelnut(now))) as url, _client(url) as client:
        yield client


@pytest.fixture(scope="session")
def _playground(now: datetime) -> Iterator[httpx.Client]:
    app = create_app(lambda: empty(now), with_control=True)
    with serving(app) as url, _client(url) as client:
        yield client


@pytest.fixture
def playground(_playground: httpx.Client) -> Iterator[httpx.Client]:
    """An empty project with the control door open, as new for every test."""
    yield _playground
    assert _playground.post("/_control/reset").status_code == 200


@pytest.fixture
def order(playground: httpx.Client) -> Callable[..., None]:
    """Orders a fault: `order(kind, route, **options)`."""

    def order(kind: str, route: str, **options: Any) -> None:
        body = {"kind": kind, "route": route} | options
        playground.post("/_control/faults", json=body).raise_for_status()

    return order


def _client(url: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {READ_KEY}"}
    return httpx.Client(base_url=url, headers=headers, timeout=30)
