"""Where parsers work: an empty folder, a bare environment, and not for long."""

import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, NamedTuple

MOST_OUT = 1 << 20
"""Bytes of an answer; a verdict of Node takes a dozen for each file."""

_PART = 1 << 16
_GAVE_UP = 126
"""From here on an exit status says that a program could not be run, or died: POSIX's `sh`."""


class Ended(NamedTuple):
    """How a program ended that ended by itself."""

    status: int
    out: bytes


@dataclass(frozen=True)
class Bench:
    """Where and for how long parsers work."""

    folder: str
    path: str
    deadline: float
    """On the monotonic clock."""
    seconds: float

    def program(self, name: str) -> str | None:
        """Return where a program is, None if this machine does not have it."""
        return shutil.which(name, path=self.path)

    def ask(self, command: Sequence[str], text: bytes) -> Ended | None:
        """Return exit status and output, None if the program did not end by itself and in time.

        One that prints more than `MOST_OUT` is ended: none of them has so much to say.
        """
        seconds = min(self.seconds, self.deadline - time.monotonic())
        if seconds <= 0:
            return None
        try:
            with tempfile.TemporaryFile(dir=self.folder) as given:  # nothing to see in the folder
                given.write(text)
                given.seek(0)
                return self._ended(command, given, time.monotonic() + seconds)
        except OSError:
            return None

    def _ended(self, command: Sequence[str], given: IO[bytes], until: float) -> Ended | None:
        out: bytes | None = None
        with self._start(command, given) as process:
            try:
                out = _output(process, until)
                if out is not None:
                    process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            finally:
                # Nobody else can have its number as long as nobody waited for it.
                if process.returncode is None:
                    _end_group(process.pid)
            status = process.wait()
        return Ended(status, out) if out is not None and 0 <= status < _GAVE_UP else None

    def _start(self, command: Sequence[str], given: IO[bytes]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={
                "PATH": self.path,
                "HOME": self.folder,
                "TMPDIR": self.folder,
                "LC_ALL": "C.UTF-8",
            },
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _output(process: "subprocess.Popen[bytes]", until: float) -> bytes | None:
    """Return all that a program prints, None if that is too much or takes too long."""
    assert process.stdout is not None, "started with a pipe"
    out = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while len(out) <= MOST_OUT and waiting.select(max(0.0, until - time.monotonic())):
            part = os.read(process.stdout.fileno(), _PART)
            if not part:
                return out
            out += part
    return None


def _end_group(group: int) -> None:
    """End a program and what it started: it may be a script around the real one."""
    with suppress(ProcessLookupError, PermissionError):  # it ended meanwhile; macOS forbids that
        os.killpg(group, signal.SIGKILL)
