"""The way every request takes: noted down, met by the faults on order, answered or passed on."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from demo.emulators.faults import Fault, Faults
from demo.emulators.ledger import Exchange, Ledger, Service

Answer = Callable[[Request, Exchange], Awaitable[Response]]


class UnknownRoute(Exception):
    """The counterpart has no answer for this request and refuses to invent one."""


@dataclass
class Gate:
    """One for all counterparts, so that faults and counts are ordered in one place."""

    ledger: Ledger = field(default_factory=Ledger)
    faults: Faults = field(default_factory=Faults)

    async def pass_through(
        self, request: Request, service: Service, path: str, answer: Answer, *, body: bytes = b""
    ) -> Response:
        """Answers one request, faults included.

        `body` is what the ledger keeps; it is empty where the request is streamed.
        """
        exchange = self.ledger.open(
            service,
            request.method,
            path,
            dict(request.query_params),
            request.headers.get("content-type", ""),
            body,
        )
        fault = self.faults.take(exchange)
        response = await self._stopped_before(request, exchange, fault)
        if response is None:
            response = await self._forwarded(request, exchange, answer)
            response = await self._spoiled_after(request, exchange, fault, response)
        return response

    async def _stopped_before(
        self, request: Request, exchange: Exchange, fault: Fault | None
    ) -> Response | None:
        """The answer when the fault keeps the request from having any effect."""
        if fault is None:
            return None
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "reset":
            return ConnectionReset()
        elif fault.kind == "hold_before":
            if not await self.faults.hold(exchange, fault.kind, _client_gone(request)):
                return ConnectionReset()
        elif fault.kind in ("status", "429", "403_secondary"):
            response = _refusal(exchange.service, fault)
            exchange.status = response.status_code
            return response
        return None

    async def _forwarded(self, request: Request, exchange: Exchange, answer: Answer) -> Response:
        try:
            response = await answer(request, exchange)
        except UnknownRoute as error:
            self.ledger.fail(exchange, str(error))
            response = JSONResponse({"message": f"The emulator refuses: {error}"}, 501)
        except Exception as error:
            self.ledger.fail(exchange, f"{type(error).__name__}: {error}")
            raise
        else:
            exchange.forwarded = True
        exchange.status = response.status_code
        return response

    async def _spoiled_after(
        self, request: Request, exchange: Exchange, fault: Fault | None, response: Response
    ) -> Response:
        """The answer when the effect has happened and the client must not learn it."""
        if fault is None:
            return response
        if fault.kind == "half_body":
            return HalfBody(response)
        if fault.kind == "hold_after":
            exchange.status = None
            if not await self.faults.hold(exchange, fault.kind, _client_gone(request)):
                return ConnectionReset()
            exchange.status = response.status_code
        return response


def _client_gone(request: Request) -> Callable[[], bool]:
    transport: asyncio.Transport = request.scope["state"]["transport"]
    return transport.is_closing


def _refusal(service: Service, fault: Fault) -> Response:
    """What the real service says when it refuses for this reason."""
    retry_after = {"Retry-After": f"{max(1, round(fault.seconds))}"}
    if fault.kind == "429":
        body: dict[str, Any] = (
            {"ok": False, "error": "ratelimited"}
            if service == "slack"
            else {"message": "Too Many Requests"}
        )
        return JSONResponse(body, 429, {**retry_after, **fault.headers})
    if fault.kind == "403_secondary":
        body = {
            "message": "You have exceeded a secondary rate limit. Please wait a few minutes "
            "before you try again.",
            "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
        }
        return JSONResponse(body, 403, {**retry_after, **fault.headers})
    return JSONResponse({"message": "Fault on order"}, fault.status, fault.headers)


class SeesTransport(H11Protocol):
    """Hands the connection to the application, which has to break it when that is on order."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Keeps the transport where every request of this connection finds it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class ConnectionReset(Response):
    """No answer at all: the connection ends as it does when a machine in between goes down."""

    async def __call__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,  # noqa: ARG002 - ASGI's three
    ) -> None:
        """Resets the connection. Lingering for zero seconds makes the kernel send RST, not FIN."""
        transport: asyncio.Transport = scope["state"]["transport"]
        connection: socket.socket | None = transport.get_extra_info("socket")
        if connection is not None and not transport.is_closing():
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        await _until_closed(receive)


class HalfBody(Response):
    """The headers of an answer, half of what they promise, and then the end."""

    def __init__(self, whole: Response) -> None:
        super().__init__(whole.body, whole.status_code)
        self.raw_headers = whole.raw_headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends half of the body and closes the connection."""
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        scope["state"]["transport"].close()
        await _until_closed(receive)


async def _until_closed(receive: Receive) -> None:
    """Lets the server notice the end before it finds that an answer is missing."""
    while (await receive())["type"] != "http.disconnect":
        pass
