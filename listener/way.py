"""The one way through every door: a bounded body, proof over its raw bytes, then what it is for."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from starlette.background import BackgroundTask
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from listener.answers import Answer, Refused, malformed
from listener.metrics import Metrics

log = structlog.get_logger(__name__)

BODY_LIMIT_BYTES = 1_048_576
LARGE_AT_ONCE = 4
"""Bodies above `BODY_LIMIT_BYTES` that are held at the same time; only GitHub may send any."""
_LENGTH_DIGITS = 20
"""Of a length that is looked at; the body itself is counted in any case."""
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Delivery:
    """What arrived: believed as soon as a handler sees it."""

    headers: Headers
    body: bytes
    path: str = ""
    """The part of the path that differs, for the one door that has one."""


@dataclass(frozen=True)
class Door:
    """One address that somebody else may send to."""

    name: str
    """As the metrics have it: the path's first part."""
    verify: Callable[[Delivery], None]
    """Raises `Refused` unless the sender has proved who they are."""
    handle: Callable[[Delivery], Awaitable[Answer]]
    content_type: str = JSON
    type_may_be_missing: bool = False
    proof: str = ""
    """The header without which nobody is believed; then the body is not even read."""
    once: tuple[str, ...] = ()
    """Headers that decide, so that no two readers of a request may see different ones."""
    limit_bytes: int = BODY_LIMIT_BYTES


@dataclass
class Way:
    """Lets requests through the doors, and counts what became of them."""

    metrics: Metrics
    _large: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LARGE_AT_ONCE))

    def through(self, door: Door) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a door."""

        async def endpoint(request: Request) -> Response:
            began = time.perf_counter()
            try:
                answer = await self._answer(door, request)
            except Refused as error:
                self.metrics.count(door.name, error.event, error.outcome, _since(began))
                log.warning("request refused", door=f"/{door.name}", reason=error.reason)
                return _refusal(error)
            self.metrics.count(door.name, answer.event, answer.outcome, _since(began))
            return _response(answer)

        return endpoint

    async def _answer(self, door: Door, request: Request) -> Answer:
        _check_type(door, request.headers)
        _check_length(door, request.headers)
        _check_once(door, request.headers)
        if door.proof and door.proof not in request.headers:
            raise Refused(401, "unverified", f"the header {door.proof} is missing")
        try:
            return await self._with_body(door, request)
        except ClientDisconnect:
            raise malformed("the connection ended before the body did") from None

    async def _with_body(self, door: Door, request: Request) -> Answer:
        body = bytearray()
        large = False
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > door.limit_bytes:
                    raise _oversized(door)
                if len(body) > BODY_LIMIT_BYTES and not large:
                    if self._large.locked():
                        raise Refused(503, "busy", "too many large bodies at once; send it again")
                    large = await self._large.acquire()
            delivery = Delivery(request.headers, bytes(body), request.path_params.get("rest", ""))
            if large:
                # Seconds of hashing would keep everybody else waiting.
                await asyncio.to_thread(door.verify, delivery)
            else:
                door.verify(delivery)
            return await door.handle(delivery)
        finally:
            if large:
                self._large.release()


def _check_type(door: Door, headers: Headers) -> None:
    given = headers.get("content-type", "").partition(";")[0].strip().lower()
    if given == door.content_type or (not given and door.type_may_be_missing):
        return
    raise Refused(415, "wrong_type", f"the content type must be {door.content_type}")


def _check_length(door: Door, headers: Headers) -> None:
    claimed = headers.get("content-length", "")
    is_number = claimed.isascii() and claimed.isdecimal() and len(claimed) <= _LENGTH_DIGITS
    if is_number and int(claimed) > door.limit_bytes:
        raise _oversized(door)


def _check_once(door: Door, headers: Headers) -> None:
    for name in ("content-type", *door.once):
        if len(headers.getlist(name)) > 1:
            raise malformed(f"the header {name} is there more than once")


def _oversized(door: Door) -> Refused:
    return Refused(413, "oversized", f"the body is larger than {door.limit_bytes} bytes")


def _refusal(error: Refused) -> Response:
    headers = {"Retry-After": "1"} if error.status == 503 else None
    return JSONResponse({"error": error.reason}, status_code=error.status, headers=headers)


def _response(answer: Answer) -> Response:
    after = BackgroundTask(answer.after) if answer.after else None
    if answer.body is None:
        return Response(status_code=answer.status, background=after)
    body: dict[str, Any] = dict(answer.body)
    return JSONResponse(body, status_code=answer.status, background=after)


def _since(began: float) -> float:
    return time.perf_counter() - began
