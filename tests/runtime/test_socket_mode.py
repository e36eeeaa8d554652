"""Buttons through Socket Mode, with a Slack that opens, breaks and refuses connections."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from listener.app import Listener
from runtime import socket_mode
from runtime.serving import serving
from runtime.socket_mode import pressed_by_socket
from tests.listener.callers import RESPONSE_URL, PretendWatches, doors, pressed

pytestmark = pytest.mark.requires_server

TOKEN = SecretStr("xapp-1-A1-secret")


@dataclass
class PretendSlack:
    """Opens connections, sends envelopes over the last one, and keeps what is acknowledged."""

    opened: int = 0
    refused: int = 0
    refuse: int = 0
    """How many requests for a connection are refused first."""
    acknowledged: list[str] = field(default_factory=list[str])
    connected: list[WebSocket] = field(default_factory=list[WebSocket])
    address: str = ""

    def app(self) -> Starlette:
        """Return the application."""
        path = "/api/apps.connections.open"
        routes = [Route(path, self._open, methods=["POST"]), WebSocketRoute("/link", self._link)]
        return Starlette(routes=routes)

    async def _open(self, request: Request) -> Response:
        if self.refused < self.refuse or request.headers["authorization"] != (
            f"Bearer {TOKEN.get_secret_value()}"
        ):
            self.refused += 1
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        self.opened += 1
        return JSONResponse({"ok": True, "url": self.address.replace("http", "ws") + "/link"})

    async def _link(self, socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_json({"type": "hello"})
        self.connected.append(socket)
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self.acknowledged.append((await socket.receive_json())["envelope_id"])

    async def send(self, number: str, kind: str = "interactive", payload: Any = None) -> None:
        """Send an envelope."""
        envelope = {"type": kind, "envelope_id": number, "payload": payload or pressed()}
        await self.connected[-1].send_json(envelope)


async def until(look: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something."""
    async with asyncio.timeout(seconds):
        while not look():
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def connecting(
    slack: PretendSlack, watches: PretendWatches, states: list[float] | None = None
) -> AsyncGenerator[None]:
    """Take presses from the pretended Slack."""
    pressing = Listener(doors(watches)).pressing
    states = [] if states is None else states
    async with serving(slack.app(), "127.0.0.1", 0) as slack.address:
        url = f"{slack.address}/api/"
        async with pressed_by_socket(TOKEN, url, pressing, states.append):
            await until(lambda: slack.connected)
            yield


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK asks the environment for a proxy, and knows no exceptions."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


async def test_a_press_is_acknowledged_once_it_is_taken() -> None:
    """The envelope is answered after the hand-over; sent again it is answered again, and is one."""
    slack, watches = PretendSlack(), PretendWatches(open=asyncio.Event())
    async with connecting(slack, watches):
        await slack.send("e-1")
        await until(lambda: watches.waiting)
        assert slack.acknowledged == []
        assert watches.open
        watches.open.set()
        await until(lambda: slack.acknowledged)
        await slack.send("e-2")
        await until(lambda: len(slack.acknowledged) == 2)
    assert slack.acknowledged == ["e-1", "e-2"]
    assert len(watches.pressed) == 1


async def test_a_press_that_nobody_took_is_not_acknowledged() -> None:
    """Slack then shows the person that nothing happened; what is no press is acknowledged."""
    slack, watches = PretendSlack(), PretendWatches(away=True)
    async with connecting(slack, watches):
        await slack.send("e-1")
        await slack.send("e-2", "events_api", {"event": {}})
        await slack.send("e-3", payload={"type": ["odd"]})
        await until(lambda: {"e-2", "e-3"} <= set(slack.acknowledged))
        watches.away, watches.over = False, True
        await slack.send("e-4")
        await until(lambda: watches.said)
    assert "e-1" not in slack.acknowledged
    assert watches.said[0][0] == RESPONSE_URL


async def test_a_connection_that_ends_is_opened_again() -> None:
    """Slack renews connections now and then, and says so before."""
    slack, watches, states = PretendSlack(), PretendWatches(), list[float]()
    async with connecting(slack, watches, states):
        await slack.connected[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await until(lambda: len(slack.connected) == 2)
        await slack.send("e-1")
        await until(lambda: slack.acknowledged == ["e-1"])
        await until(lambda: 1 in states)
    assert slack.opened == 2
    assert states[-1] == 0


async def test_a_slack_that_refuses_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong token ends nothing: whoever corrects it at Slack need not restart us."""
    monkeypatch.setattr(socket_mode, "RETRY_SECONDS", (0.01, 0.02))
    slack, watches = PretendSlack(refuse=3), PretendWatches()
    async with connecting(slack, watches):
        await slack.send("e-1")
        await until(lambda: slack.acknowledged)
    assert (slack.refused, slack.opened) == (3, 1)
