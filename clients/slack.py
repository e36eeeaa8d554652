"""Slack: one message per key, posted once and rewritten when its content changes.

Slack has no idempotency key for `chat.postMessage`. Every message of ours carries its key and the
revision of its content as metadata, and is looked for in the channel's history, or in its thread,
before another one is posted.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from time import monotonic

from pydantic import SecretStr

from clients import slack_blocks
from clients.slack_blocks import JsonBlock
from clients.slack_calls import EVENT_TYPE, Json, SlackCalls, metadata, payload
from clients.slack_files import Picture, share_once
from clients.slack_people import SlackPeople
from clients.slack_threads import PostedReply, reply_once
from scans.model.base import Model

__all__ = ["DEFAULT_URL", "EVENT_TYPE", "Picture", "PostedMessage", "PostedReply", "Slack"]

DEFAULT_URL = "https://slack.com/api/"


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

    def __init__(
        self,
        token: SecretStr,
        base_url: str = DEFAULT_URL,
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._calls = SlackCalls(token, base_url)
        self._people = SlackPeople(self._calls, clock)

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
        channel_id = self._calls.channel_id(channel)
        found = list(self._found(channel_id, key, since))
        if current := next(
            (one for one in found if payload(one).get("revision") == revision), None
        ):
            return self._posted(channel_id, current["ts"])
        content = _content(channel_id, key, revision, text, blocks)
        if found:
            ts = str(found[0]["ts"])
            self._calls.call("chat.update", json={**content, "ts": ts})
            return self._posted(channel_id, ts, updated=True)
        quiet = {"unfurl_links": False, "unfurl_media": False}
        answer = self._calls.call("chat.postMessage", json={**content, **quiet})
        return self._posted(channel_id, str(answer["ts"]), created=True)

    def rewrite(
        self,
        channel_id: str,
        ts: str,
        *,
        key: str,
        revision: str,
        text: str,
        blocks: Sequence[JsonBlock],
    ) -> None:
        """Bring a message up to date; the same content twice changes nothing.

        Raises `MessageGone` if somebody deleted it, `OurFault` before anything is sent if Slack
        would not take the content, and any other `ClientError`.
        """
        slack_blocks.check(f"message {key}", text, blocks)
        content = _content(channel_id, key, revision, text, blocks)
        self._calls.call("chat.update", json={**content, "ts": ts})

    def reply_once(
        self,
        channel_id: str,
        thread_ts: str,
        *,
        key: str,
        revision: str,
        text: str,
        blocks: Sequence[JsonBlock],
        broadcast: bool = False,
    ) -> PostedReply:
        """Return the reply of a thread that carries `key`, which is posted if it is not there.

        With `broadcast` the channel shows it too, as a reference to the thread.

        Raises `MessageGone` if the thread was deleted, `OurFault` before anything is sent if Slack
        would not take the reply, and any other `ClientError`.
        """
        slack_blocks.check(f"reply {key}", text, blocks)
        content = _content(channel_id, key, revision, text, blocks)
        return reply_once(self._calls, content, thread_ts, broadcast=broadcast)

    def share_once(self, channel_id: str, thread_ts: str, picture: Picture) -> bool:
        """Show a picture in a thread, once per name; False if it was there.

        Raises `MessageGone` if the thread was deleted, and any other `ClientError`.
        """
        return share_once(self._calls, channel_id, thread_ts, picture)

    def user_of(self, email: str) -> str | None:
        """Return the id of the person with this address; None where there is none.

        Addresses that hide a person are not asked for. Raises `ClientError`.
        """
        return self._people.user_of(email)

    def _posted(
        self, channel_id: str, ts: str, *, created: bool = False, updated: bool = False
    ) -> PostedMessage:
        url = self._calls.link(channel_id, ts)
        return PostedMessage(
            channel_id=channel_id, ts=ts, url=url, created=created, updated=updated
        )

    def _found(self, channel: str, key: str, since: datetime) -> Iterator[Json]:
        """Yield our messages with `key`, newest first."""
        history = self._calls.listed(
            "conversations.history",
            "messages",
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            inclusive=True,
            include_all_metadata=True,
        )
        for message in history:
            if payload(message).get("key") == key and self._calls.is_ours(message):
                yield message


def _content(
    channel_id: str, key: str, revision: str, text: str, blocks: Sequence[JsonBlock]
) -> Json:
    return {
        "channel": channel_id,
        "text": text,
        "blocks": [dict(block) for block in blocks],
        "metadata": metadata(key, revision),
    }
