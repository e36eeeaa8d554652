"""Slack's Web API: emulate's answers, corrected where Slack answers otherwise."""

import json
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.emulators import blocks, credentials
from demo.emulators.broadcasts import Broadcasts
from demo.emulators.gate import UnknownRoute
from demo.emulators.ledger import Exchange
from demo.emulators.pace import Pace
from demo.emulators.presses import Presses
from demo.emulators.socket_mode import Sockets
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
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "files.info",
    "reactions.add",
    "team.info",
    "users.info",
    "users.list",
    "users.lookupByEmail",
}
"""Methods whose answer somebody has compared with Slack's. The others are refused, loudly."""

_TOKENS = {credentials.SLACK_TOKEN, credentials.NARROW_SLACK_TOKEN}

_UPDATED = ("channel", "ts", "text", "blocks")

Arguments = dict[str, Any]


class Slack:
    """The API below one prefix. `page_base` is where the pages of messages begin."""

    def __init__(
        self, upstream: httpx.AsyncClient, page_base: str, sockets: Sockets, presses: Presses
    ) -> None:
        self._upstream = upstream
        self._page_base = page_base
        self._sockets = sockets
        self._presses = presses
        self._broadcasts = Broadcasts(upstream)
        self.pace = Pace()
        self.responses = list[Arguments]()
        """What was sent to the response addresses of interactions."""

    def forget(self) -> None:
        """Back to the start."""
        self._broadcasts.forget()
        self.pace.set(0)
        self.responses.clear()

    async def answer(self, request: Request, exchange: Exchange) -> Response:
        """Answers one method call as Slack does: a refusal is an `ok: false`, not a status."""
        if exchange.path.startswith("/upload/v1/"):
            # The address is the secret; there is no token.
            body = await request.body()
            return as_response(await forward(self._upstream, request, exchange.path, body))
        if exchange.path.startswith("/respond/"):
            return await self._respond(exchange)
        method = exchange.path.removeprefix("/api/")
        if method == "apps.connections.open":
            return await self._invite(request)
        if method not in METHODS:
            raise UnknownRoute("this method is not in demo/emulators/slack.py")
        arguments = await _arguments(request)
        refusal = (
            _check_token(request, arguments)
            or _check_blocks(arguments)
            or self.pace.refusal(method, arguments)
        )
        if refusal is not None:
            return refusal
        return await self._call(request, method, arguments)

    async def _call(self, request: Request, method: str, arguments: Arguments) -> Response:
        _name_channel(method, arguments)
        answer = await self._ask(request, method, arguments)
        body: dict[str, Any] = answer.json()
        if method == "chat.postMessage":
            self._broadcasts.note(arguments, body)
        if method == "conversations.history":
            await self._broadcasts.add_to(body, arguments)
        if method in ("conversations.history", "conversations.replies"):
            _only_what_was_asked(body, arguments)
        if "permalink" in body:
            body["permalink"] = self._permalink(arguments)
        return _without_limits(as_response(answer, body))

    async def _invite(self, request: Request) -> Response:
        """Socket Mode takes the app's own token and no other."""
        token = _token(request, await _arguments(request))
        if token in _TOKENS:
            return JSONResponse({"ok": False, "error": "not_allowed_token_type"})
        if token != credentials.SLACK_APP_TOKEN:
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        return JSONResponse({"ok": True, "url": self._sockets.invite()})

    async def _respond(self, exchange: Exchange) -> Response:
        """The address in an interaction: changes the message, or says something beside it."""
        key = exchange.path.removeprefix("/respond/")
        if key not in self._presses.messages:
            return JSONResponse({"ok": False, "error": "expired_url"}, 404)
        given: Arguments = exchange.request or {}
        self.responses.append(given)
        if given.get("replace_original"):
            channel, stamp = self._presses.messages[key]
            changed = {"channel": channel, "ts": stamp, **given}
            await self._upstream.post(
                "/api/chat.update",
                json={name: changed[name] for name in _UPDATED if name in changed},
                headers={"authorization": f"Bearer {credentials.SLACK_TOKEN}"},
            )
        return JSONResponse({"ok": True})

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


def _token(request: Request, arguments: Arguments) -> str:
    header = request.headers.get("authorization", "").removeprefix("Bearer ")
    return header or str(arguments.get("token", ""))


def _check_token(request: Request, arguments: Arguments) -> Response | None:
    """Emulate takes an unknown token for its first user."""
    token = _token(request, arguments)
    if token == credentials.SLACK_APP_TOKEN:
        return JSONResponse({"ok": False, "error": "not_allowed_token_type"})
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
