"""The web server under callers that are slow, many, or gone."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from runtime import serving

pytestmark = pytest.mark.requires_server

HALF_REQUESTS = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", id="half a head"),
    pytest.param(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf", id="half a body"),
    pytest.param(
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        id="half a second",
    ),
]


async def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())} bytes")


APP = Starlette(routes=[Route("/", _answer, methods=["GET", "POST"])])


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A served application."""
    async with serving.serving(APP, "127.0.0.1", 0) as found:
        yield found


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _open(address: str, sent: bytes) -> Connection:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(sent)
    await writer.drain()
    # A writer that is forgotten closes the connection.
    return reader, writer


async def _ask(address: str) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.post(address, content=b"x" * 100_000)).text


@pytest.mark.parametrize("sent", HALF_REQUESTS)
async def test_a_request_that_does_not_arrive_is_given_up(
    sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a request, headers or body, ends its connection; the others are answered meanwhile."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.2)
    async with serving.serving(APP, "127.0.0.1", 0) as address:
        slow = await _open(address, sent)
        assert await _ask(address) == "100000 bytes"
        async with asyncio.timeout(20):
            await _until_closed(slow)
        assert await _ask(address) == "100000 bytes"


async def _until_closed(connection: Connection) -> None:
    reader, _ = connection
    try:
        while await reader.read(1000):
            continue
    except ConnectionResetError:
        return


@pytest.mark.parametrize("sent", HALF_REQUESTS)
async def test_nobody_waits_for_half_a_request_at_the_end(sent: bytes) -> None:
    """Told to stop, the server closes what has not arrived, and the process can end."""
    async with asyncio.timeout(serving.REQUEST_SECONDS - 1):
        async with serving.serving(APP, "127.0.0.1", 0) as address:
            slow = await _open(address, sent)
            assert await _ask(address) == "100000 bytes"
        await _until_closed(slow)


async def test_a_crowd_is_sent_away(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit a new connection is ended at once, and nothing is kept for it."""
    monkeypatch.setattr(serving, "MOST_CONNECTIONS", 3)
    crowd = [await _open(address, b"GET /") for _ in range(3)]
    async with asyncio.timeout(serving.REQUEST_SECONDS - 1):
        await _until_closed(await _open(address, b""))
    assert not any(reader.at_eof() for reader, _ in crowd)


async def test_no_answer_waits_for_an_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections send at once what they have; otherwise half of each answer is 40 ms late."""
    made: list[socket.socket] = []
    create = socket.create_server

    def remember(*arguments: Any, **options: Any) -> socket.socket:
        made.append(create(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(socket, "create_server", remember)
    async with serving.serving(APP, "127.0.0.1", 0):
        assert made[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
