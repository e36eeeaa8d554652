"""Where parsers work: an empty folder, a bare environment, and not for long."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

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
        """Return exit status and output, None if the program did not end by itself and in time."""
        seconds = min(self.seconds, self.deadline - time.monotonic())
        if seconds <= 0:
            return None
        try:
            process = self._start(command)
        except OSError:
            return None
        with process:
            try:
                out, _ = process.communicate(text, timeout=seconds)
            except subprocess.TimeoutExpired:
                return None
            finally:
                if process.poll() is None:
                    _end_group(process.pid)
        return Ended(process.returncode, out) if 0 <= process.returncode < _GAVE_UP else None

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={
                "PATH": self.path,
                "HOME": self.folder,
                "TMPDIR": self.folder,
                "LC_ALL": "C.UTF-8",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _end_group(group: int) -> None:
    """End a program and what it started: it may be a script around the real one."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
