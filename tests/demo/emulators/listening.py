"""A listener that keeps what it is sent, raw."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Listener:
    """Where it listens, what came, and what it answers."""

    url: str = ""
    received: list[tuple[dict[str, str], bytes]] = field(
        default_factory=list[tuple[dict[str, str], bytes]]
    )
    """Headers by lower-case name, and the body."""
    status: int = 202
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def wait(self, count: int = 1) -> list[tuple[dict[str, str], bytes]]:
        """Wait for that many more requests; returns them, oldest first."""
        for _ in range(count):
            assert self.arrived.acquire(timeout=30), f"{len(self.received)} requests came"
        return self.received[-count:]


@contextmanager
def listening() -> Generator[Listener]:
    """Listen on a free port of the loopback while the block runs."""
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            listener.received.append((headers, body))
            self.send_response(listener.status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            listener.arrived.release()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.url = f"http://127.0.0.1:{server.server_port}/github"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
