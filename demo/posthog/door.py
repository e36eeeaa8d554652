"""The one way in: key, scope, limits, fault, handler, edition, contract, in this order."""

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
from demo.posthog.editions import told_by
from demo.posthog.fault_replies import (
    Garbage,
    HalfBody,
    Reset,
    instead,
    rewritten,
    throttled,
    too_many_at_once,
)
from demo.posthog.faults import Fault
from demo.posthog.keys import authenticate
from demo.posthog.replies import ApiError, Reply, gap, invalid, not_found
from demo.posthog.shapes import Json, an_object
from demo.posthog.throttle import Limiter, rates_of
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


@dataclass(frozen=True)
class Row:
    """One private route: what it takes to come in, and who answers."""

    method: str
    path: str
    """Ends in a slash."""
    scope: str
    handler: Handler
    limiter: Limiter = "crud"
    """Which rates it uses up."""


def endpoint(world: World, row: Row) -> Route:
    """The route of a row, behind the door."""

    async def answer(request: Request) -> Response:
        fault = world.faults.take(request.method, request.url.path)
        request.state.fault = fault.kind if fault else None
        reply = await _reply(world, request, fault, row)
        if fault is not None and reply.status < 400:
            return _delivered(fault, reply)
        return _response(reply)

    return Route(row.path, answer, methods=[row.method])


async def _reply(world: World, request: Request, fault: Fault | None, row: Row) -> Reply:
    try:
        _let_in(world, request, row)
        wait = world.throttle.wait(row.limiter, rates_of(world.modes, row.limiter))
        if wait is not None:
            return throttled(wait)
        if row.limiter == "query":
            return await _queried(world, request, fault, row)
        return await _handled(world, request, fault, row)
    except ApiError as error:
        return error.reply()


def _let_in(world: World, request: Request, row: Row) -> None:
    """Key, project, scope, and whether this server has the resource at this path at all."""
    key = authenticate(request.headers.get("authorization"), world.keys)
    if "project" in request.path_params:
        key.require_project(request.path_params["project"])
        _, _, tree, _, family, *_ = request.url.path.split("/")
        if world.modes.homes.get(family, tree.removesuffix("s")) != tree.removesuffix("s"):
            raise not_found()
    key.require(row.scope)


async def _queried(world: World, request: Request, fault: Fault | None, row: Row) -> Reply:
    """A query takes one of the places, from its arrival to its answer."""
    limit = world.modes.concurrent_queries
    with world.gauge.one_more() as at_this_moment:
        running = at_this_moment + world.jobs.unfinished
        request.state.queries_at_once = running
        if limit is not None and running > limit:
            return too_many_at_once(limit)
        await asyncio.sleep(world.modes.query_seconds)
        return await _handled(world, request, fault, row)


async def _handled(world: World, request: Request, fault: Fault | None, row: Row) -> Reply:
    replaced = instead(fault, row.scope) if fault else None
    if replaced is not None:
        return replaced
    if fault is not None and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    call = Call(world, request, await _body(request), fault)
    reply = await run_in_threadpool(row.handler, call)
    body = told_by(world.modes.edition, reply.schema, reply.body)
    if fault is not None:
        body = rewritten(fault, body)
    return Reply(body, reply.schema, reply.status, reply.headers)


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
