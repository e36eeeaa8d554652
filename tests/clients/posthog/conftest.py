"""A project whose other side is a function: `httpx.MockTransport` behind the real client."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

import httpx
import pytest
from pydantic import SecretStr

from clients.posthog import Patience, PostHog

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
    ) -> PostHog:
        transport = httpx.MockTransport(_handler(other_side))
        opened.append(PostHog(host, 1, SecretStr(key), patience=patience, transport=transport))
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
