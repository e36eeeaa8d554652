"""git over HTTP: the real `git http-backend` behind a check of the token.

Speaks CGI to git and streams in both directions, so that a large push or clone needs no memory.
"""

import asyncio
import base64
import binascii
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from demo.emulators.gate import Gate, UnknownRoute
from demo.emulators.ledger import Exchange

CHUNK_BYTES = 64 * 1024

SERVICES = ("git-upload-pack", "git-receive-pack")


class GitMissing(Exception):
    """git, or the part of it that speaks HTTP, is not installed."""


def find_backend() -> str:
    """The path of `git-http-backend`, which some systems keep in a package of its own."""
    if shutil.which("git") is None:
        raise GitMissing("git is not on PATH: install it")
    done = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    backend = Path(done.stdout.strip()) / "git-http-backend"
    if not backend.exists():
        raise GitMissing(f"{backend} is missing: install the package that holds git-http-backend")
    return str(backend)


class GitServer:
    """Serves the repositories below `root` to whoever shows a known token.

    `may_pass` judges a token; `pushed` runs after every push, before the client learns of it.
    """

    def __init__(
        self,
        root: Path,
        gate: Gate,
        may_pass: Callable[[str], bool],
        pushed: Callable[[], Awaitable[None]],
    ) -> None:
        self._root = root
        self._gate = gate
        self._may_pass = may_pass
        self._pushed = pushed
        self._backend = find_backend()

    def application(self) -> Starlette:
        """The application, to be served on a port of its own."""
        return Starlette(routes=[Route("/{path:path}", self._serve, methods=["GET", "POST"])])

    async def _serve(self, request: Request) -> Response:
        return await self._gate.pass_through(request, "git", request.url.path, self._answer)

    async def _answer(self, request: Request, exchange: Exchange) -> Response:
        if not exchange.path.endswith(("/info/refs", *SERVICES)):
            raise UnknownRoute("git's smart protocol is all this server speaks")
        token = _token(request.headers.get("authorization", ""))
        if token is None or not self._may_pass(token):
            return PlainTextResponse(
                "Authentication failed\n", 401, {"WWW-Authenticate": 'Basic realm="Hazelnut"'}
            )
        return await self._run(request, exchange.path)

    async def _run(self, request: Request, path: str) -> Response:
        process = await asyncio.create_subprocess_exec(
            self._backend,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment(request, path),
        )
        assert process.stdout is not None
        # Everything is said before the first answer goes out: while a response is streamed, the
        # framework itself listens for what the client says. git reads first and answers then.
        try:
            (status, headers), _ = await asyncio.gather(
                _read_head(process.stdout), _feed(process, request)
            )
        except BaseException:
            await _end(process)
            raise
        body = self._body(process, is_push=path.endswith("git-receive-pack"))
        return StreamingResponse(body, status, headers)

    def _environment(self, request: Request, path: str) -> dict[str, str]:
        """CGI, and git's own configuration for repositories that nobody else reads."""
        headers = request.headers
        environment = {
            "GIT_PROJECT_ROOT": str(self._root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PATH_INFO": path,
            "QUERY_STRING": request.url.query,
            "REQUEST_METHOD": request.method,
            "CONTENT_TYPE": headers.get("content-type", ""),
            "REMOTE_USER": "hazelnut",
            "REMOTE_ADDR": "127.0.0.1",
            "GIT_PROTOCOL": headers.get("git-protocol", ""),
            "HTTP_CONTENT_ENCODING": headers.get("content-encoding", ""),
            "PATH": str(Path(shutil.which("git") or "git").parent),
        }
        # A chunked body has no length; git then reads until the end.
        if "content-length" in headers:
            environment["CONTENT_LENGTH"] = headers["content-length"]
        return environment

    async def _body(
        self,
        process: asyncio.subprocess.Process,
        *,
        is_push: bool,
    ) -> AsyncIterator[bytes]:
        assert process.stdout is not None
        held_back = b""
        try:
            while chunk := await process.stdout.read(CHUNK_BYTES):
                yield held_back
                held_back = chunk
            if is_push:
                await self._pushed()
            yield held_back
        finally:
            await _end(process)


def _token(authorization: str) -> str | None:
    """The token out of `Bearer TOKEN` or `Basic base64(x-access-token:TOKEN)`."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value
    if scheme.lower() == "basic":
        with contextlib.suppress(binascii.Error, UnicodeDecodeError):
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
    return None


async def _end(process: asyncio.subprocess.Process) -> None:
    """Waits for the process, and ends it first when the client left early.

    A process that has said everything is only waited for: asking after an ended one would
    collect its exit code behind asyncio's back.
    """
    assert process.stdout is not None
    if not process.stdout.at_eof():
        process.kill()
    await process.wait()


async def _feed(process: asyncio.subprocess.Process, request: Request) -> None:
    assert process.stdin is not None
    # git may have heard enough and gone before the client has said everything.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        async for chunk in request.stream():
            process.stdin.write(chunk)
            await process.stdin.drain()
        process.stdin.close()


async def _read_head(stdout: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """CGI's head: header lines up to an empty one, with `Status` among them."""
    status, headers = 200, dict[str, str]()
    while line := (await stdout.readline()).decode().strip():
        name, _, value = line.partition(":")
        if name.lower() == "status":
            status = int(value.split()[0])
        else:
            headers[name] = value.strip()
    return status, headers
