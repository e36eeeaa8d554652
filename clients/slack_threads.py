"""Replies in a thread, each once per key."""

from collections.abc import Iterator

from clients.slack_calls import Json, SlackCalls, payload
from clients.slack_failures import gone
from scans.model.base import Model

REPLIES = "conversations.replies"


class PostedReply(Model):
    """The reply that carries a key."""

    ts: str
    created: bool
    """False: an earlier attempt had posted it."""


def reply_once(
    calls: SlackCalls, content: Json, thread_ts: str, *, broadcast: bool = False
) -> PostedReply:
    """Return the reply with the key of `content`, which is posted if the thread has none.

    Raises `MessageGone` if the thread was deleted, and any other `ClientError`.
    """
    channel_id = str(content["channel"])
    key = content["metadata"]["event_payload"]["key"]
    for message in thread(calls, channel_id, thread_ts):
        if payload(message).get("key") == key and calls.is_ours(message):
            return PostedReply(ts=str(message["ts"]), created=False)
    how = {"unfurl_links": False, "unfurl_media": False, "reply_broadcast": broadcast}
    answer = calls.call("chat.postMessage", json={**content, **how, "thread_ts": thread_ts})
    return PostedReply(ts=str(answer["ts"]), created=True)


def thread(calls: SlackCalls, channel_id: str, thread_ts: str) -> Iterator[Json]:
    """Yield the messages of a thread, its first one first.

    Raises `MessageGone` if that one was deleted: what is below it is seen by nobody any more.
    """
    first = True
    replies = calls.listed(
        REPLIES, "messages", channel=channel_id, ts=thread_ts, include_all_metadata=True
    )
    for message in replies:
        # Slack leaves a stone where a message with replies was deleted.
        if first and message.get("subtype") == "tombstone":
            break
        first = False
        yield message
    if first:
        raise gone(REPLIES)
