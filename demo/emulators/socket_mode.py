"""Slack's Socket Mode: a WebSocket that the app opens, on which button presses arrive."""

import asyncio
import contextlib
import secrets
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from demo.emulators import credentials

Json = dict[str, Any]

PATH = "/slack/link/"

_GOING_AWAY, _POLICY_VIOLATION = 1001, 1008


class Sockets:
    """The connections that are open, and the envelopes that wait for their acknowledgement."""

    def __init__(self, site: str) -> None:
        self._address = site.replace("http://", "ws://", 1) + PATH
        self._tickets = set[str]()
        self._open = list[WebSocket]()
        self._waiting = dict[str, asyncio.Future[Json]]()
        self.acknowledged = list[str]()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def invite(self) -> str:
        """Return an address that opens one connection, once."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"{self._address}?ticket={ticket}&app_id={credentials.SLACK_APP_ID}"

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until either side ends it."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(_POLICY_VIOLATION)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        self._open.append(socket)
        try:
            await socket.send_json(_hello(self.count))
            while True:
                self._heard(await socket.receive_json())
        except (WebSocketDisconnect, ValueError):
            pass
        finally:
            self._open.remove(socket)

    def _heard(self, message: Json) -> None:
        envelope = str(message.get("envelope_id", ""))
        waiting = self._waiting.pop(envelope, None)
        if waiting is not None and not waiting.done():
            self.acknowledged.append(envelope)
            waiting.set_result(message)

    async def send(self, payload: Json, patience: float) -> bool:
        """Send an interaction to the newest connection; was it acknowledged within `patience`?

        Raises:
            ValueError: No connection is open.
        """
        if not self._open:
            raise ValueError("no Socket Mode connection is open")
        envelope = str(uuid4())
        waiting = self._waiting[envelope] = asyncio.get_running_loop().create_future()
        await self._open[-1].send_json(
            {
                "envelope_id": envelope,
                "type": "interactive",
                "accepts_response_payload": True,
                "payload": payload,
            }
        )
        try:
            await asyncio.wait_for(waiting, patience)
        except TimeoutError:
            return False
        finally:
            self._waiting.pop(envelope, None)
        return True

    async def disconnect(self, reason: str = "refresh_requested") -> int:
        """Ask every connection to be opened anew, and end it; returns how many there were."""
        ending = self._open[:]
        for socket in ending:
            told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "wss-0"}}
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await socket.send_json(told)
                await socket.close(_GOING_AWAY)
        return len(ending)

    async def forget(self) -> None:
        """End everything, and know no invitation."""
        await self.disconnect("link_disabled")
        self._tickets.clear()
        self.acknowledged.clear()


def _hello(count: int) -> Json:
    return {
        "type": "hello",
        "num_connections": count,
        "debug_info": {"host": "wss-0", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": credentials.SLACK_APP_ID},
    }
