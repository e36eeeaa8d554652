"""A server that answers what a test tells it, and remembers what it was asked."""

import json
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer; `body` that is not bytes is sent as JSON. `breaks` ends it half-way."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    breaks: bool = False


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str


class ScriptedServer(ThreadingHTTPServer):
    """Gives `answers[METHOD /path]` one after the other, the last one for ever."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Requests)
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_port}"

    def on(self, request: str, *answers: Answer) -> None:
        """Answer `METHOD /path` (without query) with `answers`."""
        self.answers[request] = list(answers)

    def paths(self, method: str) -> list[str]:
        """Return what was asked with `method`, in order."""
        return [asked.path for asked in self.asked if asked.method == method]


class _Requests(BaseHTTPRequestHandler):
    server: ScriptedServer  # pyright: ignore[reportIncompatibleVariableOverride]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Stay quiet."""

    def answer(self) -> None:
        """Take the next answer of this request."""
        length = int(self.headers.get("content-length", "0"))
        body = self.rfile.read(length).decode(errors="replace")
        path = self.path.partition("?")[0]
        self.server.asked.append(Asked(self.command, self.path, dict(self.headers), body))
        answers = self.server.answers.get(
            f"{self.command} {path}", [Answer(404, {"message": "Not Found"})]
        )
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        content = (
            answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        )
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) * (2 if answer.breaks else 1)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = answer  # noqa: N815 - http.server's names


@contextmanager
def scripted_server() -> Generator[ScriptedServer, None, None]:
    """Run a server on a free port until the block ends."""
    server = ScriptedServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
