"""Replies that are shown in the channel as well, which emulate keeps in their thread alone."""

from typing import Any

import httpx

from demo.emulators import credentials

Json = dict[str, Any]


class Broadcasts:
    """Replies that were posted with `reply_broadcast`. `upstream` speaks to emulate."""

    def __init__(self, upstream: httpx.AsyncClient) -> None:
        self._upstream = upstream
        self._kept = list[tuple[str, str, str]]()

    def forget(self) -> None:
        """None was posted."""
        self._kept.clear()

    def note(self, arguments: Json, answer: Json) -> None:
        """Keep a reply that was posted to the channel too."""
        wanted = str(arguments.get("reply_broadcast", "")).lower() in ("true", "1")
        if wanted and arguments.get("thread_ts") and answer.get("ok"):
            self._kept.append((answer["channel"], str(arguments["thread_ts"]), answer["ts"]))

    async def add_to(self, history: Json, arguments: Json) -> None:
        """Put them among the messages of a channel's history, newest first."""
        if not history.get("ok"):
            return
        for channel, thread, stamp in self._kept:
            if channel == arguments.get("channel"):
                history["messages"] += [
                    each | {"subtype": "thread_broadcast"}
                    for each in await self._thread(channel, thread)
                    if each["ts"] == stamp
                ]
        messages: list[Json] = history["messages"]
        messages.sort(key=lambda message: float(message["ts"]), reverse=True)

    async def _thread(self, channel: str, thread: str) -> list[Json]:
        answer = await self._upstream.post(
            "/api/conversations.replies",
            data={"channel": channel, "ts": thread},
            headers={"authorization": f"Bearer {credentials.SLACK_TOKEN}"},
        )
        return answer.json().get("messages", [])
