"""Child processes are ready when they say so, explain their failures, and never stay behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.emulators import start
from runtime.processes import ChildProcess, ProcessError, free_port

READY = "import sys, time; print('{\"ready\": true}', flush=True); time.sleep(60)"


def _python(code: str, log: Path) -> ChildProcess:
    return ChildProcess("child", [sys.executable, "-c", code], log=log)


def _ends(pid: int) -> bool:
    """Is the process gone, or at least dead, soon?"""
    status = Path(f"/proc/{pid}/stat")
    for _ in range(200):
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_child_is_ready_when_it_prints_json(tmp_path: Path) -> None:
    """Other output before it does not count."""
    with _python(f"print('starting'); {READY}", tmp_path / "log") as child:
        assert child.wait_for_json() == {"ready": True}


def test_a_child_that_ends_early_shows_its_last_words(tmp_path: Path) -> None:
    """The error carries the exit code and the end of the log."""
    with (
        _python("print('no such file'); raise SystemExit(3)", tmp_path / "log") as child,
        pytest.raises(ProcessError, match=r"child ended with 3(?s:.*)no such file"),
    ):
        child.wait_for_json()


def test_a_child_that_is_never_ready_is_given_up(tmp_path: Path) -> None:
    """Waiting has an end."""
    with (
        _python("import time; time.sleep(60)", tmp_path / "log") as child,
        pytest.raises(ProcessError, match=r"was not ready within 0\.1 seconds"),
    ):
        child.wait_for_json(seconds=0.1)


def test_a_program_that_is_missing_is_named(tmp_path: Path) -> None:
    """No stack trace for a missing program."""
    with pytest.raises(ProcessError, match="ghost cannot be started"):
        ChildProcess("ghost", ["/nowhere/ghost"], log=tmp_path / "log")


def test_a_log_of_an_earlier_run_is_not_mistaken_for_this_one(tmp_path: Path) -> None:
    """Readiness is read from this run's part of the log."""
    log = tmp_path / "log"
    log.write_text('{"ready": "long ago"}\n')
    with _python(READY, log) as child:
        assert child.wait_for_json() == {"ready": True}


def test_stopping_ends_the_grandchildren_too(tmp_path: Path) -> None:
    """The whole process group goes, even when its leader ignores SIGTERM."""
    code = (
        "import json, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(json.dumps({'pid': child.pid}), flush=True)\n"
        "time.sleep(60)\n"
    )
    child = _python(code, tmp_path / "log")
    grandchild = child.wait_for_json()["pid"]
    assert child.stop(seconds=0.1) == -signal.SIGKILL
    assert _ends(grandchild)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_a_child_ends_with_a_killed_parent(tmp_path: Path) -> None:
    """A parent that had no chance to clean up leaves nobody behind."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom runtime.processes import ChildProcess\n"
        f"child = ChildProcess('c', ['sleep', '60'], log=Path({str(tmp_path / 'inner')!r}))\n"
        "print('{\"pid\": %d}' % child.pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = _python(code, tmp_path / "log")
    child = parent.wait_for_json()["pid"]
    os.kill(parent.pid, signal.SIGKILL)
    assert _ends(child)
    parent.stop()


def test_a_free_port_is_free() -> None:
    """Nobody listens there."""
    port = free_port()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


@pytest.mark.requires_server
def test_a_taken_port_is_named(tmp_path: Path) -> None:
    """One line that says which, and no stack trace."""
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ProcessError, match="cannot be used: Address already in use") as error,
    ):
        start(tmp_path, port=taken.getsockname()[1])
    assert "Traceback" not in str(error.value)


@pytest.mark.requires_server
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_emulators_leave_no_process_behind(tmp_path: Path) -> None:
    """Neither when stopped nor when killed."""
    for kill in (False, True):
        emulators = start(tmp_path / str(kill), control=False)
        listed = subprocess.run(
            ["ps", "--ppid", str(emulators.process.pid), "-o", "pid="],
            capture_output=True,
            text=True,
            check=True,
        )
        children = [int(pid) for pid in listed.stdout.split()]
        assert len(children) == 1
        if kill:
            emulators.process.kill()
        emulators.stop()
        assert _ends(children[0])
