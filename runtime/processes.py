"""Starting other programs, knowing when they are ready, and leaving none of them behind.

A child gets its own process group, so that a Ctrl-C in the terminal reaches only the program that
was typed, which then stops its children in order, and so that a child's own children end with it.
On Linux the kernel also ends a child whose parent died without a chance to clean up.
"""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar, cast

LOOPBACK = "127.0.0.1"
READY_SECONDS = 30.0
POLL_SECONDS = 0.03
STOP_SECONDS = 5.0
LOG_TAIL_LINES = 30

_PR_SET_PDEATHSIG = 1
"""From `linux/prctl.h`: which signal the kernel sends to this process when its parent ends."""

# Loaded before any fork: the code between fork and exec must not import or allocate much.
_LIBC: ctypes.CDLL | None = ctypes.CDLL(None) if sys.platform == "linux" else None

Result = TypeVar("Result")


class ProcessError(Exception):
    """A program did not start or did not become ready; the message ends with its last output."""


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return cast("int", probe.getsockname()[1])


class ChildProcess:
    """A running program whose output goes to a log file.

    Start it from a thread that lives as long as the child should, in practice the main thread:
    Linux counts the end of the starting *thread* as the end of the parent. Standard input is a
    pipe that nobody writes to; it closes when this process ends, which lets a child notice that
    on systems without `prctl`.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Starts `command`. `environment` adds to ours: an emptied one loses certificates.

        Raises `ProcessError` when the program cannot be started at all.
        """
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        self._log_start = log.stat().st_size if log.exists() else 0
        with log.open("ab") as output:
            self._popen = self._spawn(command, output, cwd, {**os.environ, **(environment or {})})

    def _spawn(
        self,
        command: Sequence[str],
        output: IO[bytes],
        cwd: Path | None,
        environment: Mapping[str, str],
    ) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=environment,
                process_group=0,
                preexec_fn=_end_with_parent(os.getpid()),
            )
        except OSError as error:
            raise ProcessError(f"{self.name} cannot be started: {error.strerror}") from error

    @property
    def pid(self) -> int:
        """The process id, which is also the id of the process group."""
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """What the program ended with, `None` while it runs."""
        return self._popen.poll()

    def wait_for(
        self, look: Callable[[], Result | None], *, seconds: float = READY_SECONDS
    ) -> Result:
        """Calls `look` until it returns something, and returns that.

        Raises `ProcessError` when the program ends first or `seconds` pass.
        """
        deadline = time.monotonic() + seconds
        while (found := look()) is None:
            if self.exit_code is not None:
                raise ProcessError(self._report(f"ended with {self.exit_code}"))
            if time.monotonic() > deadline:
                raise ProcessError(self._report(f"was not ready within {seconds:g} seconds"))
            time.sleep(POLL_SECONDS)
        return found

    def wait_for_json(self, *, seconds: float = READY_SECONDS) -> dict[str, Any]:
        """Waits for a whole line of output that is a JSON object: how our programs say "ready"."""
        return self.wait_for(self._json_line, seconds=seconds)

    def _json_line(self) -> dict[str, Any] | None:
        for line in self._output().splitlines(keepends=True):
            if line.startswith("{") and line.endswith("\n"):
                with contextlib.suppress(ValueError):
                    return cast("dict[str, Any]", json.loads(line))
        return None

    def stop(self, *, seconds: float = STOP_SECONDS) -> int:
        """Ends the whole process group, kindly and then not, and returns the exit code."""
        if self._popen.poll() is None:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(seconds)
        # Also when the program itself has ended: one of its children may have outlived it.
        self._signal(signal.SIGKILL)
        code = self._popen.wait()
        if self._popen.stdin is not None:
            self._popen.stdin.close()
        return code

    def kill(self) -> None:
        """Ends the whole process group at once, as a crash would."""
        self._signal(signal.SIGKILL)
        self._popen.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def log_tail(self, lines: int = LOG_TAIL_LINES) -> str:
        """The last lines this program wrote."""
        return "\n".join(self._output().splitlines()[-lines:])

    def _output(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")

    def _report(self, what: str) -> str:
        return f"{self.name} {what}. Its last output ({self.log}):\n{self.log_tail()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def _end_with_parent(parent: int) -> Callable[[], None] | None:
    """What a child runs between fork and exec so that the kernel ends it with its parent.

    `SIGKILL`, because a signal that can be handled can also be ignored. The parent may have ended
    before the call took effect; then the child has another parent already and leaves by itself.
    """
    libc = _LIBC
    if libc is None:
        return None

    def arrange() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return arrange
