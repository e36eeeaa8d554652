"""`groundskeeper demo`, as a newcomer types it: it ends, and leaves nothing behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from runtime.processes import LOOPBACK
from tests.e2e.sights import EXPECTED, REMOVABLE, REMOVABLE_EVENTS
from tests.e2e.stage import ROOT, until

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(400),
    pytest.mark.xdist_group("e2e-demo"),
]

COURSE_SECONDS = 300
"""For the whole course, on a machine where other tests run theirs."""
END_SECONDS = 20
START_SECONDS = 120
"""For the company to be there, on a machine where other tests start theirs."""


USUAL_PORTS = (4390, 4700, 7243, 8243, 8797)


@pytest.fixture
def folder() -> Generator[Path]:
    """Where the demo puts everything: its name is in the command line of each process of it.

    Its usual ports are taken, so that it moves out of the way of a demo that runs elsewhere.
    """
    with contextlib.ExitStack() as taken, tempfile.TemporaryDirectory(prefix="gk-e2e-") as name:
        for port in USUAL_PORTS:
            with contextlib.suppress(OSError):
                taken.enter_context(socket.create_server((LOOPBACK, port)))
        yield Path(name)


def _demo(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", "demo", *words],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "COLUMNS": "160"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _left_over(folder: Path) -> list[str]:
    """Return every process that was started with the folder in its command line."""
    shown = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True
    ).stdout
    return [line for line in shown.splitlines() if str(folder) in line]


def _serves_temporal(demo: subprocess.Popen[str], folder: Path) -> bool:
    """Whether the demo has come so far; one that ended by itself says why."""
    assert demo.poll() is None, demo.communicate()[0]
    return any("start-dev" in line for line in _left_over(folder))


def _assert_nothing_is_left(folder: Path) -> None:
    until(lambda: None if _left_over(folder) else True, "the end of every process", END_SECONDS)
    assert list(folder.glob("groundskeeper-demo-*")) == []


def test_once_shows_the_course_and_ends(folder: Path) -> None:
    """The newcomer sees what was found and done, whose merge broke what, and where to look."""
    demo = _demo(folder, "--once")
    shown, _ = demo.communicate(timeout=COURSE_SECONDS)
    assert demo.returncode == 0, shown
    opened = len(REMOVABLE) + len(REMOVABLE_EVENTS)
    assert f"{opened} draft pull requests, one digest." in " ".join(shown.split())
    for key in {*EXPECTED.dead_events, *(each.event for each in EXPECTED.event_health)}:
        assert any(each.startswith(key) for each in shown.splitlines()), key
    for key in (*REMOVABLE, *REMOVABLE_EVENTS):
        (line,) = [each for each in shown.splitlines() if each.startswith(key)]
        assert "draft pull request #" in line
    for name in ("Slack message", "Temporal UI"):
        assert f"{name}" in shown
    assert "another flag depends on it" in shown
    deploy = " ".join(shown.partition("Deploy watch")[2].split())
    assert "errors rose" in deploy
    assert "#13 Offer a handwritten card" in deploy
    assert deploy.endswith("ended resolved")
    _assert_nothing_is_left(folder)


def test_ctrl_c_takes_everything_with_it(folder: Path) -> None:
    """The demo that stays up ends when it is told to, with each process that it had started."""
    demo = _demo(folder)
    assert demo.stdout
    said = ""
    while "Ctrl-C" not in said:
        line = demo.stdout.readline()
        assert line, f"it ended by itself: {said}"
        said += line
    _assert_ends(demo, folder, signal.SIGINT)
    assert demo.returncode == 0


def test_a_demo_that_is_terminated_in_the_middle_takes_everything_with_it(folder: Path) -> None:
    """Told to end while it scans, it leaves neither a process nor a folder."""
    demo = _demo(folder)
    until(lambda: _serves_temporal(demo, folder) or None, "a Temporal server", START_SECONDS)
    _assert_ends(demo, folder, signal.SIGTERM)


def _assert_ends(demo: subprocess.Popen[str], folder: Path, number: signal.Signals) -> None:
    assert len(_left_over(folder)) >= 3, "the folder's name tells what belongs to the demo"
    demo.send_signal(number)
    last_words, _ = demo.communicate(timeout=END_SECONDS)
    assert "Traceback" not in last_words
    _assert_nothing_is_left(folder)
