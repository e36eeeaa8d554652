"""Child processes that never outlive us, and never hear our terminal's Ctrl-C."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LOG_TAIL_LINES = 20


class ProcessFailed(RuntimeError):
    """A child did not come up, or ended by itself; carries the end of its log."""


def free_port() -> int:
    """Return a port of the loopback that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    # Linux only: without it a killed supervisor leaves its children serving, even after their
    # database was deleted. The signal follows the spawning thread, so spawn from a lasting one.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass
class Child:
    """One running child process with its log file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(
        cls,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> "Child":
        """Start `command` in a process group of its own; its output goes to `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=None if env is None else dict(env),
                cwd=cwd,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        return cls(name, process, log)

    @property
    def running(self) -> bool:
        """Whether the child is still there."""
        return self.process.poll() is None

    def log_tail(self) -> str:
        """Return the last lines of the child's log."""
        if not self.log.exists():
            return ""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-_LOG_TAIL_LINES:])

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 30) -> None:
        """Poll `ready` until it holds.

        Raises:
            ProcessFailed: The child ended first, or the time ran out.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.running:
                raise ProcessFailed(f"{self.name} ended at start-up:\n{self.log_tail()}")
            if ready():
                return
            time.sleep(0.02)
        raise ProcessFailed(f"{self.name} was not ready in {seconds:.0f} s:\n{self.log_tail()}")

    def stop(self, *, grace: float = 10) -> None:
        """End the child's whole process group: politely first, then for good."""
        for sign, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, 5.0)):
            if not self.running:
                return
            try:
                os.killpg(self.process.pid, sign)
            except ProcessLookupError:
                return
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue

    def kill(self) -> None:
        """End the child's process group at once, as a crash would."""
        if self.running:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)
