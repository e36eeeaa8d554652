"""Buttons over a connection that we open to Slack: no address of ours has to be reachable.

The SDK's client runs in threads and reconnects by itself. A press is handed over as one that comes
through `POST /slack` is, and Slack hears that it was taken only after that.
"""

import asyncio
import concurrent.futures
import contextlib
import logging
from collections.abc import AsyncGenerator, Callable
from typing import Any, cast

import structlog
from pydantic import SecretStr, ValidationError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from clients.secrecy import hold
from clients.slack_requests import interaction
from listener.answers import Answer, Refused, nothing_to_do
from listener.pressing import Pressing

log = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 10
ACKNOWLEDGE_SECONDS = 2.8
"""Slack waits for three, and then shows the person that nothing happened."""
RETRY_SECONDS = (1.0, 60.0)
"""First and longest pause between attempts to connect."""
LOOK_SECONDS = 1.0
"""How often it is looked whether the connection is still there."""


@contextlib.asynccontextmanager
async def pressed_by_socket(
    token: SecretStr, api_url: str, pressing: Pressing, connected: Callable[[float], None]
) -> AsyncGenerator[None]:
    """Take presses from Slack for the length of a block; `connected` gets 1 or 0 on a change.

    That Slack does not answer ends nothing: it is tried again for as long as the block lasts.
    """
    hold(token)
    socket = _Socket(pressing, asyncio.get_running_loop())
    client = _client(token, api_url, socket)
    watching = asyncio.create_task(_stay_connected(client, connected))
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        connected(0)
        # It waits for its threads, which may wait for this loop.
        await asyncio.to_thread(client.close)


def _client(token: SecretStr, api_url: str, socket: "_Socket") -> SocketModeClient:
    # Its own lines would repeat what people typed; what matters is said below.
    silent = logging.Logger("slack_sdk", logging.CRITICAL)
    web: Any = WebClient(
        base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[], logger=silent
    )
    client = SocketModeClient(app_token=token.get_secret_value(), web_client=web, logger=silent)
    client.socket_mode_request_listeners.append(socket.take)
    return client


async def _stay_connected(client: SocketModeClient, connected: Callable[[float], None]) -> None:
    await _connect(client)
    before = None
    while True:
        now = client.is_connected()
        if now != before:
            log.info("Socket Mode", connected=now)
            connected(float(now))
            before = now
        await asyncio.sleep(LOOK_SECONDS)


async def _connect(client: SocketModeClient) -> None:
    """Open the first connection; from then on the SDK opens the next one itself."""
    pause, longest = RETRY_SECONDS
    while True:
        try:
            await asyncio.to_thread(client.connect)
        except SlackApiError as error:
            answer: Any = error.response
            reason = str(answer.get("error", "refused"))
            advice = "check GROUNDSKEEPER_SLACK_APP_TOKEN and its scope connections:write"
            log.warning("Slack refuses Socket Mode", reason=reason, advice=advice)
        except (SlackClientError, OSError, ValueError) as error:
            log.warning("Slack cannot be reached for Socket Mode", reason=type(error).__name__)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, longest)


class _Socket:
    """What the SDK's threads call, and the loop in which it is done."""

    def __init__(self, pressing: Pressing, loop: asyncio.AbstractEventLoop) -> None:
        self._pressing = pressing
        self._loop = loop

    def take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Hand one envelope over and acknowledge it; one that nobody took is left alone."""
        answering = asyncio.run_coroutine_threadsafe(self._answer(request), self._loop)
        try:
            answer = answering.result(ACKNOWLEDGE_SECONDS)
        except Refused as error:
            log.warning("press could not be handed over", reason=error.reason)
            return
        except (concurrent.futures.TimeoutError, concurrent.futures.CancelledError):
            log.warning("press could not be handed over", reason="Temporal is slow")
            return
        with contextlib.suppress(SlackClientError, OSError):
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        if answer.after:
            asyncio.run_coroutine_threadsafe(_awaited(answer), self._loop)

    async def _answer(self, request: SocketModeRequest) -> Answer:
        if request.type != "interactive":
            return nothing_to_do(f"an envelope of type {request.type!r}")
        payload = cast("dict[str, Any]", request.payload)  # pyright: ignore[reportUnknownMemberType]
        try:
            used = interaction(payload)
        except ValidationError:
            return nothing_to_do("no interaction of Slack's")
        return await self._pressing(used)


async def _awaited(answer: Answer) -> None:
    if answer.after:
        await answer.after()
