"""How often a channel takes a message. Off, until somebody orders Slack's own pace."""

import math
import time
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response


class PaceOrder(BaseModel):
    """One message in so many seconds per channel; Slack's own number is 1, and 0 is no limit."""

    model_config = ConfigDict(extra="forbid")

    seconds: float = Field(ge=0)


class Pace:
    """When each channel last took a message."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._taken = dict[str, float]()

    def set(self, seconds: float) -> None:
        """Keep this pace from now on."""
        self._seconds = seconds
        self._taken.clear()

    def refusal(self, method: str, arguments: dict[str, Any]) -> Response | None:
        """Return the 429 of a message that comes too early."""
        if not self._seconds or method != "chat.postMessage":
            return None
        channel, now = str(arguments.get("channel")).removeprefix("#"), time.monotonic()
        wait = self._taken.get(channel, -math.inf) + self._seconds - now
        if wait > 0:
            headers = {"Retry-After": str(math.ceil(wait))}
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
        self._taken[channel] = now
        return None
