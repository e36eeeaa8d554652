"""Gives an answer a hand on its own connection, so that it can break it.

ASGI has no word for a reset; the protocol class passes the connection along in the scope.
"""

import asyncio
import socket
import struct
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_EXTENSION = "demo.posthog.connection"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Connection:
    """The TCP connection a request came in on."""

    transport: asyncio.Transport

    def hang_up(self) -> None:
        """Close after what was written so far is out."""
        self.transport.close()

    def reset(self) -> None:
        """Close with a TCP reset and lose whatever was not sent."""
        peer: socket.socket = self.transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.transport.abort()


def connection_of(scope: Scope) -> Connection:
    """The request's connection; raises `RuntimeError` when another server runs the app."""
    connection: Connection | None = scope.get("extensions", {}).get(_EXTENSION)
    if connection is None:
        raise RuntimeError("serve the app with demo.posthog.running to break connections")
    return connection


class BreakableProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, with the connection handed to the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the connection for every request on it."""
        super().connection_made(transport)
        served, connection = self.app, Connection(transport)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[_EXTENSION] = connection
            await served(scope, receive, send)

        self.app = app
