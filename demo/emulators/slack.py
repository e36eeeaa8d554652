"""Slack's Web API: emulate's answers, corrected where Slack answers otherwise."""

import json
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.emulators import blocks, credentials
from demo.emulators.gate import UnknownRoute
from demo.emulators.ledger import Exchange
from demo.emulators.upstream import as_response, forward

METHODS = {
    "api.test",
    "auth.test",
    "chat.delete",
    "chat.getPermalink",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.join",
    "conversations.list",
    "conversations.open",
    "conversations.replies",
    "reactions.add",
    "team.info",
    "users.info",
    "users.list",
    "users.lookupByEmail",
}
"""Methods whose answer somebody has compared with Slack's. The others are refused, loudly."""

_TOKENS = {credentials.SLACK_TOKEN, credentials.NARROW_SLACK_TOKEN}

Arguments = dict[str, Any]


class Slack:
    """The API below one prefix. `page_base` is where the pages of messages begin."""

    def __init__(self, upstream: httpx.AsyncClient, page_base: str) -> None:
        self._upstream = upstream
        self._page_base = page_base

    async def answer(self, request: Request, exchange: Exchange) -> Response:
        """Answers one method call as Slack does: a refusal is an `ok: false`, not a status."""
        method = exchange.path.removeprefix("/api/")
        if method not in METHODS:
            raise UnknownRoute("this method is not in demo/emulators/slack.py")
        arguments = await _arguments(request)
        refusal = _check_token(request, arguments) or _check_blocks(arguments)
        if refusal is not None:
            return refusal
        _name_channel(method, arguments)
        answer = await self._ask(request, method, arguments)
        body: dict[str, Any] = answer.json()
        if method in ("conversations.history", "conversations.replies"):
            _only_what_was_asked(body, arguments)
        if "permalink" in body:
            body["permalink"] = self._permalink(arguments)
        return _without_limits(as_response(answer, body))

    async def _ask(self, request: Request, method: str, arguments: Arguments) -> httpx.Response:
        is_json = "json" in request.headers.get("content-type", "")
        content = json.dumps(arguments) if is_json else urlencode(arguments)
        body = content.encode() if request.method == "POST" else b""
        return await forward(self._upstream, request, f"/api/{method}", body)

    def _permalink(self, arguments: Arguments) -> str:
        stamp = str(arguments["message_ts"]).replace(".", "")
        return f"{self._page_base}/archives/{arguments['channel']}/p{stamp}"


async def _arguments(request: Request) -> Arguments:
    """Slack takes arguments from the query, a form or JSON."""
    body = (await request.body()).decode()
    if "json" in request.headers.get("content-type", ""):
        return cast("Arguments", json.loads(body or "{}"))
    return {**request.query_params, **dict(parse_qsl(body, keep_blank_values=True))}


def _check_token(request: Request, arguments: Arguments) -> Response | None:
    """Emulate takes an unknown token for its first user."""
    header = request.headers.get("authorization", "").removeprefix("Bearer ")
    token = header or arguments.get("token", "")
    if not token:
        return JSONResponse({"ok": False, "error": "not_authed"})
    return None if token in _TOKENS else JSONResponse({"ok": False, "error": "invalid_auth"})


def _check_blocks(arguments: Arguments) -> Response | None:
    given = arguments.get("blocks")
    if not given:
        return None
    parsed = cast("blocks.Blocks", json.loads(given) if isinstance(given, str) else given)
    if blocks.is_too_long(parsed):
        return JSONResponse({"ok": False, "error": "msg_blocks_too_long"})
    found = blocks.problems(parsed)
    if not found:
        return None
    messages = [f"[ERROR] {problem}" for problem in found]
    return JSONResponse(
        {
            "ok": False,
            "error": "invalid_blocks",
            "errors": found,
            "response_metadata": {"messages": messages},
        }
    )


def _name_channel(method: str, arguments: Arguments) -> None:
    """Slack posts to `#name` too; emulate knows the bare name only."""
    if method == "chat.postMessage" and isinstance(arguments.get("channel"), str):
        arguments["channel"] = arguments["channel"].removeprefix("#")


def _only_what_was_asked(body: dict[str, Any], arguments: Arguments) -> None:
    """Emulate ignores the time span and always shows metadata; Slack shows it on request."""
    if not body.get("ok"):
        return
    oldest, latest = float(arguments.get("oldest", 0)), float(arguments.get("latest", "inf"))
    inclusive = _is_true(arguments.get("inclusive"))
    with_metadata = _is_true(arguments.get("include_all_metadata"))
    kept = list[dict[str, Any]]()
    for message in body["messages"]:
        when = float(message["ts"])
        if oldest < when < latest or (inclusive and when in (oldest, latest)):
            kept.append({k: v for k, v in message.items() if with_metadata or k != "metadata"})
    body["messages"] = kept


def _is_true(value: Any) -> bool:
    return str(value).lower() in ("true", "1")


def _without_limits(response: Response) -> Response:
    """Emulate counts Slack's calls with GitHub's headers."""
    for name in [name for name in response.headers if name.startswith("x-ratelimit-")]:
        del response.headers[name]
    return response
