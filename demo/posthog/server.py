"""The application: every route, and what stands around them."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.posthog import control
from demo.posthog.door import endpoint
from demo.posthog.modes import Modes
from demo.posthog.replies import ApiError, gap
from demo.posthog.routes import (
    account,
    activity,
    annotations,
    capture,
    definitions,
    error_tracking,
    flag_edits,
    flags,
    linked,
    query,
)
from demo.posthog.routes.table import with_environments
from demo.posthog.story import Story, hazelnut
from demo.posthog.world import Clock, Seen, World

_RESOURCES = (
    account, activity, flags, flag_edits, linked, definitions, annotations, error_tracking, query,
)  # fmt: skip


def create_app(
    tell: Callable[[], Story] | None = None,
    *,
    clock: Clock | None = None,
    with_control: bool = False,
    modes: Modes | None = None,
) -> Starlette:
    """The test server as an ASGI application.

    `tell` makes the story (the pretend company as of now, if left out) and is called again for
    every reset. `clock` is the server's time, by default the story's `now`, standing still.
    `with_control` opens `/_control`. `modes` hold at the start and after every reset.
    """
    world = World(tell or (lambda: hazelnut(datetime.now(UTC))), clock, modes)
    routes: list[BaseRoute] = [Route("/healthz/", _healthy, methods=["GET"])]
    rows = [row for resource in _RESOURCES for row in resource.ROUTES]
    routes += [endpoint(world, each) for row in rows for each in with_environments(row)]
    routes += capture.routes(world)
    if with_control:
        routes.append(control.mount(world))
    app = Starlette(
        routes=routes,
        exception_handlers={HTTPException: _refused, Exception: _crashed},
    )
    app.router.redirect_slashes = False
    app.add_middleware(_Recorder, world=world)
    return app


async def _healthy(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


async def _refused(request: Request, error: Exception) -> Response:
    """Unknown routes are a gap of ours until proven otherwise, so they are 501, not 404."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405:
        detail = f'Method "{request.method}" not allowed.'
        reply = ApiError(405, "invalid_request", "method_not_allowed", detail).reply()
    else:
        reply = gap(f"{request.method} {request.url.path}", 501).reply()
    return JSONResponse(reply.body, reply.status)


async def _crashed(request: Request, error: Exception) -> Response:
    logging.getLogger("demo.posthog").error("%s %s", request.method, request.url, exc_info=error)
    reply = ApiError(500, "server_error", "error", "A server error occurred.").reply()
    return JSONResponse(reply.body, reply.status)


class _Recorder:
    """Notes every request, and lets a path do without its last slash, as PostHog does."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not scope["path"].endswith("/"):
            scope["path"] += "/"
        if scope["path"].startswith(("/_control/", "/healthz/")):
            await self._app(scope, receive, send)
            return
        await self._noted(scope, receive, send)

    async def _noted(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = 0
        scope.setdefault("state", {})

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            query_string = scope["query_string"].decode("latin-1")
            fault = scope["state"].get("fault")
            at_once = scope["state"].get("queries_at_once", 0)
            self._world.requests.append(
                Seen(scope["method"], scope["path"], query_string, status, fault, at_once)
            )
