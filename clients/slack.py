"""Slack: one message per key, posted once and rewritten when its content changes.

Slack has no idempotency key for `chat.postMessage`. Every message of ours carries its key and the
revision of its content as metadata, and is looked for in the channel's history before another one
is posted. The SDK repeats nothing: after a broken connection nobody knows whether the message is
there, and only the history tells.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from pydantic import SecretStr
from slack_sdk import WebClient

from clients import errors, slack_blocks
from clients.secrecy import hold
from clients.slack_blocks import JsonBlock
from clients.slack_failures import refusal, translated
from scans.model.base import Model

DEFAULT_URL = "https://slack.com/api/"
EVENT_TYPE = "groundskeeper"
"""`event_type` of the metadata of every message of ours."""

PAGE_SIZE = 200
TIMEOUT_SECONDS = 30

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{8,}")

Json = dict[str, Any]


class PostedMessage(Model):
    """The message that now carries a key."""

    channel_id: str
    ts: str
    """The message's name within its channel."""
    url: str
    """Where people see it; empty if Slack would not say."""
    created: bool
    """False: an earlier attempt had posted it."""
    updated: bool
    """It was there with another content."""


class Slack:
    """One workspace, as one bot. Synchronous: callers run it in threads."""

    def __init__(self, token: SecretStr, base_url: str = DEFAULT_URL) -> None:
        hold(token)
        client: Any = WebClient(
            token=token.get_secret_value(),
            base_url=base_url,
            timeout=TIMEOUT_SECONDS,
            retry_handlers=[],
            # Every failure is raised; the SDK's own lines would repeat it with bodies of answers.
            logger=logging.Logger("slack_sdk", logging.CRITICAL),
        )
        self._api_call: Callable[..., Any] = client.api_call
        self._channels: dict[str, str] = {}
        self._self: Json | None = None

    def post_once(
        self,
        channel: str,
        *,
        key: str,
        revision: str,
        text: str,
        blocks: Sequence[JsonBlock],
        since: datetime,
    ) -> PostedMessage:
        """Return the message that carries `key` in its `revision`, which is posted if need be.

        `channel` is a name, with or without `#`, or an id. `since` is when the first attempt
        began: older messages are not looked at. Another revision of `key` is rewritten in place.
        Raises `OurFault` before anything is sent if Slack would not take the message, and any
        other `ClientError`. Whoever cannot read the history of the channel posts nothing.
        """
        slack_blocks.check(f"message {key}", text, blocks)
        channel_id = self._channel_id(channel)
        found = list(self._found(channel_id, key, since))
        if current := next((one for one in found if _revision(one) == revision), None):
            return self._posted(channel_id, current["ts"])
        payload = {"key": key, "revision": revision}
        content: Json = {
            "channel": channel_id,
            "text": text,
            "blocks": [dict(block) for block in blocks],
            "metadata": {"event_type": EVENT_TYPE, "event_payload": payload},
        }
        return self._write(content, instead_of=found[0]["ts"] if found else None)

    def _write(self, content: Json, *, instead_of: str | None) -> PostedMessage:
        channel_id = str(content["channel"])
        if instead_of is not None:
            self._call("chat.update", json={**content, "ts": instead_of})
            return self._posted(channel_id, instead_of, updated=True)
        quiet = {"unfurl_links": False, "unfurl_media": False}
        answer = self._call("chat.postMessage", json={**content, **quiet})
        return self._posted(channel_id, str(answer["ts"]), created=True)

    def _posted(
        self, channel_id: str, ts: str, *, created: bool = False, updated: bool = False
    ) -> PostedMessage:
        where = {"channel": channel_id, "message_ts": ts}
        try:
            url = str(self._call("chat.getPermalink", params=where).get("permalink", ""))
        except errors.ClientError:
            # The message is there; a link to it is not worth another attempt.
            url = ""
        return PostedMessage(
            channel_id=channel_id, ts=ts, url=url, created=created, updated=updated
        )

    def _channel_id(self, channel: str) -> str:
        name = channel.removeprefix("#")
        if _CHANNEL_ID.fullmatch(name):
            return name
        if name not in self._channels:
            self._channels[name] = self._look_up(name)
        return self._channels[name]

    def _look_up(self, name: str) -> str:
        # Public ones first: private channels need a scope that not every workspace grants.
        for kind in ("public_channel", "private_channel"):
            for channel in self._listed("conversations.list", "channels", types=kind):
                if channel["name"] == name and not channel.get("is_archived"):
                    return str(channel["id"])
        raise refusal("conversations.list", "channel_not_found", detail=f"no channel {name}")

    def _found(self, channel: str, key: str, since: datetime) -> Iterator[Json]:
        """Yield our messages with `key`, newest first."""
        history = self._listed(
            "conversations.history",
            "messages",
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            inclusive=True,
            include_all_metadata=True,
        )
        for message in history:
            if _payload(message).get("key") == key and self._is_ours(message):
                yield message

    def _is_ours(self, message: Json) -> bool:
        """Tell whether this bot wrote a message; metadata alone proves nothing."""
        if self._self is None:
            self._self = self._call("auth.test")
        ours = {self._self.get("user_id"), self._self.get("bot_id")} - {None}
        return bool(ours & {message.get("user"), message.get("bot_id")})

    def _listed(self, method: str, member: str, **arguments: Any) -> Iterator[Json]:
        page: Json = {**arguments, "limit": PAGE_SIZE}
        while True:
            answer = self._call(method, params=page)
            yield from cast("list[Json]", answer.get(member) or [])
            more = cast("Json", answer.get("response_metadata") or {})
            if not (cursor := more.get("next_cursor")):
                return
            page = {**page, "cursor": cursor}

    def _call(self, method: str, **arguments: Json) -> Json:
        with translated(method):
            data: object = self._api_call(method, **arguments).data
        if not isinstance(data, dict):
            raise errors.AnswerUnusable("Slack", method, "the answer is not a JSON object")
        return cast("Json", data)


def _payload(message: Json) -> Json:
    """Return what a message of ours says about itself, nothing for any other message."""
    metadata = cast("Json", message.get("metadata") or {})
    ours = metadata.get("event_type") == EVENT_TYPE
    return cast("Json", metadata.get("event_payload") or {}) if ours else {}


def _revision(message: Json) -> object:
    return _payload(message).get("revision")
