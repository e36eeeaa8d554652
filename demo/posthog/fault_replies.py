"""What a faulty request gets: another answer, a changed body, or a broken connection."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from demo.posthog.connection import connection_of
from demo.posthog.editions import free_event, old_flag, on_items, without
from demo.posthog.faults import Fault
from demo.posthog.keys import denied
from demo.posthog.replies import ApiError, Reply
from demo.posthog.shapes import Json, an_object

_CONCURRENCY = (
    "Exceeded maximum concurrency limit: {limit} for key: {key} and task: {task}. "
    "Please try again later."
)


def throttled(seconds: int, *, retry_after: bool = False) -> Reply:
    """429 of a rate; the wait stands in the sentence, and in a header only behind some proxies."""
    detail = f"Request was throttled. Expected available in {seconds} seconds."
    headers = {"Retry-After": str(seconds)} if retry_after else {}
    return ApiError(429, "throttled_error", "throttled", detail).reply(headers)


def too_many_at_once(limit: int) -> Reply:
    """429 of the queries that run at once; nothing says how long to wait."""
    detail = _CONCURRENCY.format(limit=limit, key="1", task="api_queries")
    return ApiError(429, "throttled_error", "throttled", detail).reply()


def instead(fault: Fault, scope: str | None) -> Reply | None:
    """The answer that replaces the real one; `None` when the fault is of another sort."""
    if fault.kind == "429":
        return throttled(int(fault.seconds), retry_after=fault.retry_after)
    if fault.kind == "429_concurrency":
        return too_many_at_once(3)
    if fault.kind == "missing_scope":
        return denied(f"API key missing required scope '{scope}'").reply()
    if fault.kind == "conflict":
        detail = fault.detail or "A change request was opened; the flag is unchanged."
        return ApiError(409, "invalid_request", "conflict", detail).reply()
    if fault.kind == "bare_error":
        return Reply({"error": fault.detail or "Flag is deleted"}, "error-envelope", 400)
    if fault.kind == "status":
        return _plain_status(fault)
    return None


def _plain_status(fault: Fault) -> Reply:
    kinds = {
        400: ("validation_error", "invalid_input"),
        401: ("authentication_error", "authentication_failed"),
        402: ("server_error", "payment_required"),
        403: ("authentication_error", "permission_denied"),
        404: ("invalid_request", "not_found"),
        409: ("invalid_request", "conflict"),
    }
    kind, code = kinds.get(fault.status, ("server_error", "error"))
    detail = fault.detail or "A server error occurred."
    return ApiError(fault.status, kind, fault.code or code, detail).reply()


def rewritten(fault: Fault, body: Any) -> Any:
    """The body with the fault's change in it; untouched by faults of another sort."""
    if fault.kind == "breach":
        return {"results": "not what PostHog would answer"}
    answered = an_object(body)
    if answered is None:
        return body
    changed = dict(answered)
    if fault.kind == "foreign_next" and changed.get("next"):
        changed["next"] = _on_host(changed["next"], fault.host)
    elif fault.kind == "truncate":
        changed["results"] = changed["results"][: fault.rows]
        if "hasMore" in changed:
            changed["hasMore"] = True
    elif fault.kind == "no_rows":
        changed["results"] = []
    elif fault.kind == "capped_count":
        changed |= {"count": fault.rows, "count_is_capped": True}
    elif fault.kind == "activity_cursor":
        changed = without(changed, "count", "total_count")
    elif fault.kind in _ITEM_CHANGES:
        changed = on_items(changed, _ITEM_CHANGES[fault.kind])
    return changed


_ITEM_CHANGES: dict[str, Callable[[Json], Json]] = {
    "old_server": old_flag,
    "self_hosted": free_event,
    "lowercase_status": lambda flag: flag | {"status": flag["status"].lower()},
}


def _on_host(url: str, host: str) -> str:
    foreign = urlsplit(host)
    return urlunsplit(urlsplit(url)._replace(scheme=foreign.scheme, netloc=foreign.netloc))


class Garbage(Response):
    """A proxy's page with status 200 where JSON was due."""

    def __init__(self) -> None:
        super().__init__("<html><body>Bad gateway</body></html>", media_type="text/html")


class HalfBody(Response):
    """Announces the whole body, sends half of it and hangs up."""

    def __init__(self, body: Any, status: int) -> None:
        super().__init__(json.dumps(body), status, media_type="application/json")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        del receive
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        connection_of(scope).hang_up()


class Reset(Response):
    """Resets the connection without a word."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        del send
        connection_of(scope).reset()
        async with asyncio.timeout(5):
            while (await receive())["type"] != "http.disconnect":
                continue
