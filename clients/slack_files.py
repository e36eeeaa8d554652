"""Pictures in a thread, each once per name.

The message that an upload makes can carry no metadata, so its file's name is what it is found again
by. Slack shares a file some seconds after the call; an attempt that comes sooner than that, after
one whose answer was lost, would show it twice.
"""

from dataclasses import dataclass
from typing import cast

from clients.slack_calls import Json, SlackCalls
from clients.slack_threads import thread


@dataclass(frozen=True)
class Picture:
    """A picture to show."""

    name: str
    """File name, which stands for the content: another picture has another one."""
    content: bytes
    title: str
    alt: str
    """What it shows, for those who do not see it; at most 1,000 characters."""


def share_once(calls: SlackCalls, channel_id: str, thread_ts: str, picture: Picture) -> bool:
    """Upload `picture` into a thread; False if the thread has it.

    Raises `MessageGone` if the thread was deleted, and any other `ClientError`.
    """
    for message in thread(calls, channel_id, thread_ts):
        files = cast("list[Json]", message.get("files") or [])
        if any(each.get("name") == picture.name for each in files) and calls.is_ours(message):
            return False
    calls.upload(
        filename=picture.name,
        content=picture.content,
        title=picture.title,
        alt_txt=picture.alt,
        channel=channel_id,
        thread_ts=thread_ts,
    )
    return True
