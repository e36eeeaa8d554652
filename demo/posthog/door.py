"""The one way in: key, scope, fault, handler, contract, in this order."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.posthog import guard
from demo.posthog.fault_replies import Garbage, HalfBody, Reset, instead, rewritten
from demo.posthog.faults import Fault
from demo.posthog.keys import authenticate
from demo.posthog.replies import ApiError, Reply, gap, invalid
from demo.posthog.shapes import Json, an_object
from demo.posthog.world import World

_log = logging.getLogger("demo.posthog")
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Call:
    """One authenticated request."""

    world: World
    request: Request
    body: Any
    fault: Fault | None

    def query(self, *allowed: str) -> dict[str, str]:
        """The query parameters; one that is not in `allowed` is refused, never ignored."""
        given = dict(self.request.query_params)
        unknown = sorted(given.keys() - set(allowed))
        if unknown:
            raise gap(f"the query parameter {unknown[0]!r} of {self.request.url.path}")
        return given

    def number(self, name: str) -> int:
        """A number in the path."""
        return int(self.request.path_params[name])

    def json(self) -> Json:
        """The body, which must be a JSON object."""
        body = an_object(self.body)
        if body is None:
            raise invalid("Invalid data. Expected a dictionary.")
        return body


Handler = Callable[[Call], Reply]


def endpoint(  # the shape of every private route
    world: World, method: str, path: str, scope: str, handler: Handler
) -> Route:
    """A private route: needs a key with `scope`; `path` ends in a slash."""

    async def answer(request: Request) -> Response:
        fault = world.faults.take(request.method, request.url.path)
        request.state.fault = fault.kind if fault else None
        reply = await _reply(world, request, fault, scope, handler)
        if fault is not None and reply.status < 400:
            return _delivered(fault, reply)
        return _response(reply)

    return Route(path, answer, methods=[method])


async def _reply(
    world: World, request: Request, fault: Fault | None, scope: str, handler: Handler
) -> Reply:
    try:
        key = authenticate(request.headers.get("authorization"), world.keys)
        if "project" in request.path_params:
            key.require_project(request.path_params["project"])
        key.require(scope)
        replaced = instead(fault, scope) if fault else None
        if replaced is not None:
            return replaced
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        call = Call(world, request, await _body(request), fault)
        reply = await run_in_threadpool(handler, call)
    except ApiError as error:
        return error.reply()
    if fault is None:
        return reply
    return Reply(rewritten(fault, reply.body), reply.schema, reply.status, reply.headers)


def _delivered(fault: Fault, reply: Reply) -> Response:
    if fault.kind == "reset":
        return Reset()
    if fault.kind == "garbage":
        return Garbage()
    if fault.kind == "half_body":
        return HalfBody(reply.body, reply.status)
    return _response(reply)


def _response(reply: Reply) -> Response:
    """The answer, if the contract allows it; else a 500 that PostHog never sends."""
    try:
        guard.check(reply.schema, reply.body)
    except guard.ContractViolation as violation:
        _log.error("contract violation: %s", violation)
        detail = f"The test server was about to break the contract: {violation}"
        reply = ApiError(500, "test_server", guard.CONTRACT_CODE, detail).reply()
    return JSONResponse(reply.body, reply.status, reply.headers)


async def _body(request: Request) -> Any:
    raw = await request.body()
    if not raw:
        return None
    try:
        return json.loads(raw)
    except ValueError as error:
        detail = f"JSON parse error - {error}"
        raise ApiError(400, "invalid_request", "parse_error", detail) from error
