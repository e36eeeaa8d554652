"""`groundskeeper demo`, as a newcomer types it: it ends, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.e2e.sights import REMOVABLE
from tests.e2e.stage import ROOT, until

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-demo"),
]

END_SECONDS = 20


@pytest.fixture
def folder() -> Generator[Path]:
    """Where the demo puts everything: its name is in the command line of each process of it."""
    with tempfile.TemporaryDirectory(prefix="gk-e2e-") as name:
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


def _assert_nothing_is_left(folder: Path) -> None:
    until(lambda: None if _left_over(folder) else True, "the end of every process", END_SECONDS)
    assert list(folder.glob("groundskeeper-demo-*")) == []


def test_once_shows_the_course_and_ends(folder: Path) -> None:
    """The newcomer sees what was found, done and not done, and where to look."""
    demo = _demo(folder, "--once")
    shown, _ = demo.communicate(timeout=120)
    assert demo.returncode == 0, shown
    assert f"{len(REMOVABLE)} draft pull requests, one digest." in " ".join(shown.split())
    for key in REMOVABLE:
        (line,) = [each for each in shown.splitlines() if each.startswith(key)]
        assert "draft pull request #" in line
    for name in ("Slack message", "Temporal UI"):
        assert f"{name}" in shown
    assert "another flag depends on it" in shown
    _assert_nothing_is_left(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminated"])
def test_told_to_end_it_takes_everything_with_it(folder: Path, number: signal.Signals) -> None:
    """Ctrl-C ends the demo that stays up, and each process that it had started."""
    demo = _demo(folder)
    assert demo.stdout
    said: list[str] = []
    for line in demo.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    assert len(_left_over(folder)) >= 3, "".join(said)
    started = time.monotonic()
    demo.send_signal(number)
    demo.communicate(timeout=END_SECONDS)
    assert "Traceback" not in "".join(said)
    assert time.monotonic() - started < END_SECONDS
    _assert_nothing_is_left(folder)
