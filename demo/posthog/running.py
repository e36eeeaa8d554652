"""Serving an app: in the foreground for the command, in a thread for tests."""

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from demo.posthog.connection import BreakableProtocol

_PATIENCE_SECONDS = 30


class AnnouncedServer(uvicorn.Server):
    """uvicorn that tells its address, such as `http://127.0.0.1:4700`, once it listens."""

    def __init__(self, app: ASGIApp, *, port: int, announce: Callable[[str], None]) -> None:
        # The protocol hands connections to the app, so that faults can break them.
        config = uvicorn.Config(
            app,
            host="127.0.0.1",
            port=port,
            http=BreakableProtocol,
            log_level="error",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then announce."""
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._announce(f"http://{self.config.host}:{port}")


@contextmanager
def serving(app: ASGIApp) -> Generator[str]:
    """Serve the app on a free loopback port while the block runs; yields its address."""
    ready = threading.Event()
    addresses: list[str] = []

    def announce(address: str) -> None:
        addresses.append(address)
        ready.set()

    server = AnnouncedServer(app, port=0, announce=announce)
    thread = threading.Thread(target=server.run, name="posthog-test-server", daemon=True)
    thread.start()
    if not ready.wait(_PATIENCE_SECONDS):
        raise RuntimeError(f"the PostHog test server was not up in {_PATIENCE_SECONDS} seconds")
    try:
        yield addresses[0]
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_SECONDS)
