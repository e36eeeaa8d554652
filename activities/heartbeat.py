"""A heartbeat that goes on while something slow happens.

Cancellation and the notice of a dead worker both travel with heartbeats: an activity that is silent
while it clones or waits for an answer cannot be stopped, and is not missed.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

from temporalio import activity

EVERY_SECONDS = 2.0


class Pulse:
    """Says what an activity is doing; the text is seen in Temporal's pages."""

    def __init__(self) -> None:
        self.phase = "started"

    def __call__(self, phase: str) -> None:
        """Name the phase that begins now."""
        self.phase = phase
        if activity.in_activity():
            activity.heartbeat(phase)


@contextlib.asynccontextmanager
async def beating() -> AsyncGenerator[Pulse]:
    """Send a heartbeat every two seconds for the length of a block."""
    pulse = Pulse()

    async def beat() -> None:
        while True:
            activity.heartbeat(pulse.phase)
            await asyncio.sleep(EVERY_SECONDS)

    task = asyncio.create_task(beat())
    try:
        yield pulse
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
