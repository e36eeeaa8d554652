"""People who press buttons: the interaction that Slack sends, by HTTP or through Socket Mode."""

import hashlib
import hmac
import json
import secrets
import time
from typing import Any, Literal, cast
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ConfigDict, Field

from demo.emulators import credentials
from demo.emulators.socket_mode import Sockets
from demo.emulators.webhooks import LOOPBACK_URL

Json = dict[str, Any]

_STALE_SECONDS = 3600
_PATIENCE_SECONDS = 10.0
_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class PressOrder(BaseModel):
    """One press. Without `url` it comes through Socket Mode."""

    model_config = ConfigDict(extra="forbid")

    action_id: str
    url: str | None = Field(default=None, pattern=LOOPBACK_URL)
    channel: str = credentials.SLACK_CHANNEL
    message: str | None = None
    """Its `ts`; if left out, the newest message that has such a button."""
    user: str = "robin-hazel"
    value: str | None = None
    """What the button carries, if it is not to be what the message has."""
    selected_user: str | None = None
    """Name of the person chosen in a menu of people."""
    signing: Literal["fresh", "stale", "wrong", "missing"] = "fresh"
    times: int = Field(default=1, ge=1)
    """The same bytes so often."""
    patience: float = Field(default=3.0, gt=0)
    """Seconds within which Slack wants an acknowledgement through Socket Mode."""


class Presses:
    """Finds the button in what emulate shows, and presses it. `reader` reads as the bot."""

    def __init__(self, reader: httpx.AsyncClient, sockets: Sockets, site: str) -> None:
        self._reader = reader
        self._sockets = sockets
        self._site = site
        self._client = httpx.AsyncClient(timeout=_PATIENCE_SECONDS, trust_env=False)
        self.messages = dict[str, tuple[str, str]]()
        """Key of a response address to channel and message."""

    async def close(self) -> None:
        """End every connection."""
        await self._client.aclose()

    async def press(self, order: PressOrder) -> Json:
        """Do it, and return statuses, acknowledgements and the payload.

        Raises:
            ValueError: There is no such channel, button or person, or nobody listens.
        """
        payload = await self._payload(order)
        if order.url is None:
            heard = [await self._sockets.send(payload, order.patience) for _ in range(order.times)]
            return {"statuses": [], "acknowledged": heard, "payload": payload}
        body = urlencode({"payload": json.dumps(payload)}).encode()
        headers = _headers(order.signing, body)
        statuses = [await self._post(order.url, body, headers) for _ in range(order.times)]
        return {"statuses": statuses, "acknowledged": [], "payload": payload}

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        try:
            return (await self._client.post(url, content=body, headers=headers)).status_code
        except httpx.HTTPError:
            return 0

    async def _payload(self, order: PressOrder) -> Json:
        channel = await self._channel(order.channel)
        message, block, element = await self._button(channel["id"], order)
        user = await self._user(order.user)
        key = secrets.token_hex(12)
        self.messages[key] = (channel["id"], message["ts"])
        now = time.time()
        return {
            "type": "block_actions",
            "user": {
                "id": user["id"],
                "username": user["name"],
                "name": user["name"],
                "team_id": user["team_id"],
            },
            "api_app_id": credentials.SLACK_APP_ID,
            "token": "",
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": channel["id"],
                "is_ephemeral": False,
            },
            "trigger_id": f"{now * 1000:.0f}.{user['team_id']}.{secrets.token_hex(16)}",
            "team": {"id": user["team_id"], "domain": "hazelnut"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": channel["id"], "name": channel["name"]},
            "message": message,
            "state": {"values": {}},
            "response_url": f"{self._site}/slack/respond/{key}",
            "actions": [await self._action(order, block, element, f"{now:.6f}")],
        }

    async def _action(self, order: PressOrder, block: Json, element: Json, now: str) -> Json:
        action: Json = {
            "type": element["type"],
            "action_id": order.action_id,
            "block_id": block.get("block_id", ""),
            "action_ts": now,
        }
        if element["type"] == "users_select":
            chosen = await self._user(order.selected_user or order.user)
            return action | {"selected_user": chosen["id"]}
        if "options" in element:
            options = cast("list[Json]", element["options"])
            fitting = [each for each in options if order.value in (None, each.get("value"))]
            if not fitting:
                raise ValueError(f"{order.action_id} has no option {order.value!r}")
            return action | {"selected_option": fitting[0]}
        value = element.get("value", "") if order.value is None else order.value
        return action | {"text": element.get("text"), "value": value}

    async def _button(self, channel: str, order: PressOrder) -> tuple[Json, Json, Json]:
        for message in await self._messages(channel):
            if order.message not in (None, message["ts"]):
                continue
            for block in cast("list[Json]", message.get("blocks") or []):
                elements: list[Json] = [*block.get("elements", []), block.get("accessory") or {}]
                for element in elements:
                    if element.get("action_id") == order.action_id:
                        return message, block, element
        raise ValueError(f"no message with a button {order.action_id!r}")

    async def _messages(self, channel: str) -> list[Json]:
        """Newest first, with what stands in threads."""
        found = await self._call("conversations.history", channel=channel, limit="200")
        messages = cast("list[Json]", found["messages"])
        for parent in [each for each in messages if each.get("reply_count")]:
            thread = await self._call("conversations.replies", channel=channel, ts=parent["ts"])
            messages += thread["messages"][1:]
        return sorted(messages, key=lambda message: float(message["ts"]), reverse=True)

    async def _channel(self, name: str) -> Json:
        listed = (await self._call("conversations.list"))["channels"]
        return _named(listed, name.removeprefix("#"), "channel")

    async def _user(self, name: str) -> Json:
        return _named((await self._call("users.list"))["members"], name, "person")

    async def _call(self, method: str, **arguments: str) -> Json:
        return (await self._reader.post(f"/api/{method}", data=arguments)).json()


def _named(listed: list[Json], name: str, what: str) -> Json:
    for each in listed:
        if name in (each["id"], each["name"]):
            return each
    raise ValueError(f"no {what} {name!r}")


def _headers(signing: str, body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()) - (_STALE_SECONDS if signing == "stale" else 0))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": _AGENT,
        "X-Slack-Request-Timestamp": stamp,
    }
    if signing == "missing":
        return headers
    secret = credentials.SLACK_SIGNING_SECRET
    key = f"not {secret}" if signing == "wrong" else secret
    signed = f"v0:{stamp}:".encode() + body
    digest = hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()
    return headers | {"X-Slack-Signature": f"v0={digest}"}
