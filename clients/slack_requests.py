"""What Slack sends us: whether it is Slack's, which button was pressed, and where to answer.

The same reading serves `POST /slack` and Socket Mode.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr
from slack_sdk.signature import Clock, SignatureVerifier

from scans.deploy_watch.incoming import Press, PressAction, read_button
from scans.model.base import Foreign

TIMESTAMP = "x-slack-request-timestamp"
SIGNATURE = "x-slack-signature"
WINDOW_SECONDS = 300
"""Built into the verifier; said here for whoever has to read a refusal."""

ACTIONS = "gk.incident."
MESSAGE_KIND = "groundskeeper"
"""`event_type` of the metadata of every message of ours."""
RESPONSE_HOST = "hooks.slack.com"
REPLY_SECONDS = 5.0

_BLOCK_PARTS = 2
"""What follows the incident in a block's id: its revision and its number."""
_SECONDS = re.compile(r"[0-9]{1,12}")
_USER = re.compile(r"[UW][A-Z0-9]{1,30}")
_TRIGGER = re.compile(r"[A-Za-z0-9._:-]{1,200}")
_PRESSES: tuple[PressAction, ...] = get_args(PressAction)


class _At(Clock):
    def __init__(self, now: float) -> None:
        self._now = now

    def now(self) -> float:
        return self._now


def is_signed(
    secret: SecretStr, body: bytes, *, timestamp: str, signature: str, now: float
) -> bool:
    """Tell whether Slack signed this body, at most 300 s away from `now` (Unix seconds)."""
    if not (_SECONDS.fullmatch(timestamp) and signature.isascii()):
        return False
    verifier = SignatureVerifier(secret.get_secret_value(), _At(now))
    try:
        return verifier.is_valid(body, timestamp, signature)
    except UnicodeDecodeError:
        # It signs text; whatever is none was not sent by Slack.
        return False


class _User(Foreign):
    id: str = ""


class _Option(Foreign):
    value: str = ""


class _Action(Foreign):
    action_id: str = ""
    block_id: str = ""
    value: str | None = None
    selected_option: _Option | None = None
    selected_user: str | None = None


class _EventPayload(Foreign):
    key: str = ""


class _Metadata(Foreign):
    event_type: str = ""
    event_payload: _EventPayload = _EventPayload()


class _Message(Foreign):
    metadata: _Metadata | None = None


class Interaction(Foreign):
    """Somebody used a message or a dialogue."""

    type: str
    user: _User = _User()
    trigger_id: str = ""
    response_url: str = ""
    actions: tuple[_Action, ...] = ()
    message: _Message | None = None

    def presses(self) -> Iterator[tuple[str, Press]]:
        """Yield the workflow id and the press of each button below an incident.

        Anything else that can be used in Slack, such as a link, is none of them.
        """
        if self.type != "block_actions" or not _USER.fullmatch(self.user.id):
            return
        if not _TRIGGER.fullmatch(self.trigger_id):
            return
        for action in self.actions:
            kind = _kind(action.action_id)
            watch, hours = read_button(self._target(action))
            if kind is None or not watch:
                continue
            chosen = action.selected_user or ""
            value = {"snooze": hours, "assign": chosen if _USER.fullmatch(chosen) else ""}
            press = Press(
                action=kind,
                user=self.user.id,
                value=value.get(kind, ""),
                trigger=self.trigger_id,
            )
            yield watch, press

    def _target(self, action: _Action) -> str:
        carried = action.selected_option.value if action.selected_option else action.value
        if carried:
            return carried
        # A menu of people carries no value; the message says which incident it is, or its block.
        metadata = self.message.metadata if self.message else None
        if metadata is not None and metadata.event_type == MESSAGE_KIND:
            return metadata.event_payload.key
        return action.block_id.rsplit(":", _BLOCK_PARTS)[0]


def interaction(payload: str | Mapping[str, Any]) -> Interaction:
    """Return what Slack tells of an interaction. Raises `pydantic.ValidationError`."""
    if isinstance(payload, str):
        return Interaction.model_validate_json(payload)
    return Interaction.model_validate(payload)


def _kind(action_id: str) -> PressAction | None:
    name = action_id.removeprefix(ACTIONS)
    return next((kind for kind in _PRESSES if action_id != name and kind == name), None)


@dataclass(frozen=True)
class Replies:
    """Answers somebody alone, at the address that an interaction names.

    The address comes from outside, so nothing but Slack's own host is ever called.
    """

    api_url: str
    """Of the Web API as configured: an emulator or a proxy answers at its own host."""
    transport: httpx.AsyncBaseTransport | None = None

    async def say(self, response_url: str, text: str) -> bool:
        """Say `text` to whoever pressed; whether it was taken. Nobody waits for it."""
        if not self.allows(response_url):
            return False
        async with httpx.AsyncClient(timeout=REPLY_SECONDS, transport=self.transport) as client:
            try:
                message = {"response_type": "ephemeral", "replace_original": False, "text": text}
                return (await client.post(response_url, json=message)).is_success
            except httpx.HTTPError:
                return False

    def allows(self, response_url: str) -> bool:
        """Tell whether an address is one of Slack's."""
        allowed = (("https", RESPONSE_HOST, None), _where(self.api_url))
        where = _where(response_url)
        return where is not None and where in allowed


def _where(url: str) -> tuple[str, str | None, int | None] | None:
    """Return scheme, host and port; None for what is no address, or names a user."""
    try:
        parts = urlsplit(url)
        where = (parts.scheme, parts.hostname, parts.port)
    except ValueError:
        return None
    return where if parts.username is None and parts.password is None else None
