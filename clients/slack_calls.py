"""One connection to a workspace: calls, pages of answers, channels by name, and who we are.

The SDK repeats nothing: after a broken connection nobody knows whether a message is there, and only
the history tells.
"""

import logging
import re
import urllib.error
from collections.abc import Callable, Iterator
from typing import Any, cast

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError

from clients import errors
from clients.secrecy import hold
from clients.slack_failures import refusal, translated

EVENT_TYPE = "groundskeeper"
"""`event_type` of the metadata of every message of ours."""
PAGE_SIZE = 200
TIMEOUT_SECONDS = 30

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{8,}")

Json = dict[str, Any]


class SlackCalls:
    """One workspace, as one bot. Synchronous: callers run it in threads."""

    def __init__(self, token: SecretStr, base_url: str) -> None:
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
        self._upload: Callable[..., Any] = client.files_upload_v2
        self._channels: dict[str, str] = {}
        self._self: Json | None = None

    def call(self, method: str, **arguments: Json) -> Json:
        """Return the answer to one call; raises `ClientError`."""
        with translated(method):
            data: object = self._api_call(method, **arguments).data
        if not isinstance(data, dict):
            raise errors.AnswerUnusable("Slack", method, "the answer is not a JSON object")
        return cast("Json", data)

    def upload(self, **arguments: Any) -> None:
        """Upload a file and share it, which are three calls of the SDK; raises `ClientError`."""
        request = "files.completeUploadExternal"
        with translated(request):
            try:
                self._upload(**arguments)
            except SlackRequestError as error:
                # It quotes whatever the address of the upload answered.
                said = "the upload was not taken"
                raise errors.ServerFailed("Slack", request, said) from error
            except urllib.error.HTTPError as error:
                said = f"the upload was answered {error.code}"
                raise errors.ServerFailed("Slack", request, said) from error

    def listed(self, method: str, member: str, **arguments: Any) -> Iterator[Json]:
        """Yield what is listed, page after page."""
        page: Json = {**arguments, "limit": PAGE_SIZE}
        while True:
            answer = self.call(method, params=page)
            yield from cast("list[Json]", answer.get(member) or [])
            more = cast("Json", answer.get("response_metadata") or {})
            if not (cursor := more.get("next_cursor")):
                return
            page = {**page, "cursor": cursor}

    def channel_id(self, channel: str) -> str:
        """Return the id of a channel: of its name, with or without `#`, or of its id."""
        name = channel.removeprefix("#")
        if _CHANNEL_ID.fullmatch(name):
            return name
        if name not in self._channels:
            self._channels[name] = self._look_up(name)
        return self._channels[name]

    def is_ours(self, message: Json) -> bool:
        """Tell whether this bot wrote a message; metadata alone proves nothing."""
        if self._self is None:
            self._self = self.call("auth.test")
        ours = {self._self.get("user_id"), self._self.get("bot_id")} - {None}
        return bool(ours & {message.get("user"), message.get("bot_id")})

    def link(self, channel_id: str, ts: str) -> str:
        """Return where people see a message; empty if Slack would not say."""
        where = {"channel": channel_id, "message_ts": ts}
        try:
            return str(self.call("chat.getPermalink", params=where).get("permalink", ""))
        except errors.ClientError:
            # The message is there; a link to it is not worth another attempt.
            return ""

    def _look_up(self, name: str) -> str:
        # Public ones first: private channels need a scope that not every workspace grants.
        for kind in ("public_channel", "private_channel"):
            for channel in self.listed("conversations.list", "channels", types=kind):
                if channel["name"] == name and not channel.get("is_archived"):
                    return str(channel["id"])
        raise refusal("conversations.list", "channel_not_found", detail=f"no channel {name}")


def metadata(key: str, revision: str) -> Json:
    """Return what a message of ours says about itself."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key, "revision": revision}}


def payload(message: Json) -> Json:
    """Return what a message of ours says about itself, nothing for any other message."""
    said = cast("Json", message.get("metadata") or {})
    ours = said.get("event_type") == EVENT_TYPE
    return cast("Json", said.get("event_payload") or {}) if ours else {}
