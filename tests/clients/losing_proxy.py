"""A proxy that loses one answer: whoever asked never learns what became of it."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


class LosingProxy(ThreadingHTTPServer):
    """Hands requests on to `upstream`; that number `loses` is carried out and not answered."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Requests)
        self.upstream = upstream.rstrip("/")
        self.client = httpx.Client()
        self.loses = 0
        self.asked = 0

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_port}"

    def lose(self, number: int) -> None:
        """Begin to count anew, and lose the answer to that request; 0 loses none."""
        self.asked, self.loses = 0, number

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet about connections that this proxy closed."""


class _Requests(BaseHTTPRequestHandler):
    server: LosingProxy  # pyright: ignore[reportIncompatibleVariableOverride]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Stay quiet."""

    def pass_on(self) -> None:
        """Carry the request out, and answer it unless it is the one to lose."""
        self.server.asked += 1
        lost = self.server.asked == self.server.loses
        length = int(self.headers.get("content-length", "0"))
        kept = ("authorization", "content-type")
        answer = self.server.client.request(
            self.command,
            f"{self.server.upstream}{self.path}",
            content=self.rfile.read(length),
            headers={name: self.headers[name] for name in kept if name in self.headers},
        )
        if lost:
            self.close_connection = True
            return
        content = answer.content.replace(self.server.upstream.encode(), self.server.url.encode())
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers.get("content-type", "text/plain"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = pass_on  # noqa: N815 - http.server's names


@contextmanager
def losing_proxy(upstream: str) -> Generator[LosingProxy, None, None]:
    """Run a proxy on a free port until the block ends."""
    server = LosingProxy(upstream)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        server.client.close()
        thread.join()
