"""Staying up, and going down in order: listener first, workers next, server last."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncGenerator, Awaitable, Generator

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

REQUEST_SECONDS = 10.0
"""How long one request may take to arrive, headers and body; a pipeline needs less than one."""
MOST_CONNECTIONS = 256
"""Above it a newcomer is sent away: file handles are for the worker's own doors too."""
_ANSWER_SECONDS = 5
"""What an answer under way gets when the process is told to stop."""
_BACKLOG = 128


class PortTaken(ConnectionError):
    """The address to listen on is in use or not ours."""


@contextlib.asynccontextmanager
async def until_told_to_stop() -> AsyncGenerator[asyncio.Event]:
    """Yield an event that SIGINT or SIGTERM sets; a second signal does what it always does."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def told() -> None:
        stop.set()
        for each in signals:
            loop.remove_signal_handler(each)

    for each in signals:
        loop.add_signal_handler(each, told)
    try:
        yield stop
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        # The process has one idea of when to stop, and it is not the web server's.
        yield


class _Impatient(H11Protocol):
    """Closes a connection whose request does not arrive whole in time: uvicorn waits for ever."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._expect()

    def data_received(self, data: bytes) -> None:
        self._expect()
        super().data_received(data)
        if not self._arriving():
            self._expect_nothing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        # Half a request is waited for by nobody; without this it keeps the process from ending.
        if self._arriving():
            self.transport.close()
        super().shutdown()

    def _arriving(self) -> bool:
        # None before the first request, whatever its annotation says.
        cycle: RequestResponseCycle | None = getattr(self, "cycle", None)
        return cycle is None or cycle.more_body or cycle.response_complete

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


@contextlib.asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncGenerator[str]:
    """Serve `app` for the length of a block; yields the address that it really has.

    Raises:
        PortTaken: The port is in use, or the host is not an address of this machine.
    """
    try:
        listening = socket.create_server((host, port), backlog=_BACKLOG)
    except OSError as error:
        raise PortTaken(
            f"cannot listen on {host}:{port}: {error.strerror}; "
            "stop what is there, or change listener.host and listener.port"
        ) from None
    # Inherited by every connection. asyncio sets it only on sockets that name their protocol, and
    # without it an answer's second half waits 40 ms for the caller to acknowledge the first.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _Server(
        uvicorn.Config(
            app,
            http=_Impatient,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=_ANSWER_SECONDS,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listening.close()


async def first_to_end(*things: Awaitable[object]) -> None:
    """Wait until any of `things` ends; cancel the others; raise what it raised."""
    tasks = [asyncio.ensure_future(thing) for thing in things]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
