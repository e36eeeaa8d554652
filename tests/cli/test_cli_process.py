"""The program among other programs: pipes, readers that leave, terminals, locales."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.command import EVIDENCE, ROOT, SHOP

Program = Callable[..., CompletedProcess[bytes]]

CLEAN = ["clean", str(SHOP), "--flag", "new-checkout", "--value", "test"]
SCAN = ["scan", str(SHOP), "--evidence", str(EVIDENCE)]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (CLEAN, 0),
        (["usages", str(SHOP)], 0),
        (["usages", str(SHOP), "--json"], 0),
        (SCAN, 0),
        ([*SCAN, "--json", "--fail-on", "safe"], 1),
    ],
    ids=["clean", "usages", "usages json", "scan", "fail-on"],
)
def test_a_reader_that_leaves_is_no_failure(words: list[str], status: int) -> None:
    """`| head -1`: no noise, and the status is what the command concluded."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "cli", *words]
    with os.fdopen(writer, "wb") as gone:
        ended = subprocess.run(
            command, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert ended.returncode == status
    assert b"Traceback" not in ended.stderr
    assert b"roken" not in ended.stderr


FULL = Path("/dev/full")
"""What Linux has for this very test."""


@pytest.mark.skipif(not FULL.exists(), reason="no file that is always full on this machine")
@pytest.mark.parametrize("words", [CLEAN, [*CLEAN, "--json"], SCAN], ids=["diff", "json", "scan"])
def test_an_answer_that_finds_no_room_is_not_a_mistake_of_ours(words: list[str]) -> None:
    """`> file` on a full disk: the status says that nobody got the answer, one sentence why."""
    command = [sys.executable, "-m", "cli", *words]
    with FULL.open("wb") as full:
        ended = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert ended.returncode == 2
    (said,) = [line for line in ended.stderr.splitlines() if line.startswith(b"groundskeeper: ")]
    assert b"the answer cannot be written: No space left on device" in said


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_readers_that_left(tmp_path: Path, closed: str) -> None:
    """The work is done all the same, and nothing of the answer gets into a file that is written."""
    code = "import posthog from 'posthog-js'\nif (posthog.isFeatureEnabled('x')) {\n  a()\n}\n"
    (tmp_path / "a.ts").write_text(code)
    words = f"clean {tmp_path} --flag x --value true --write --json"
    command = f"{sys.executable} -m cli {words} {closed}"
    ended = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "a.ts").read_text() == "a()\n"


BARE = {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
"""A machine that promises nothing but ASCII."""


def test_the_document_is_utf8_in_every_locale(program: Program, tmp_path: Path) -> None:
    """A program that reads it need not know where it was written."""
    (tmp_path / "a.ts").write_text("import posthog from 'posthog-js'\nposthog.capture('größe')\n")
    ended = program("usages", tmp_path, "--json", **BARE)
    assert ended.returncode == 0
    assert json.loads(ended.stdout.decode())["usages"][0]["name"] == "größe"


def test_people_get_what_their_locale_can_show(program: Program) -> None:
    """A character that is not in it is spelled out; nothing fails."""
    ended = program(*SCAN, **BARE)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\\u2192 archive it in PostHog" in ended.stdout


def test_no_colour_and_no_progress_where_nobody_looks(program: Program) -> None:
    """Neither stream of a pipe holds an escape sequence."""
    ended = program(*SCAN)
    assert b"\x1b" not in ended.stdout + ended.stderr
    assert ended.stderr == b""


def on_a_terminal(words: list[str], **environment: str) -> bytes:
    """Run the program with both streams on a terminal and return what it wrote there."""
    master, slave = pty.openpty()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "cli", *words]
    settings = kept | {"TERM": "xterm", "COLUMNS": "100"} | environment
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=slave, stderr=slave) as process:
        os.close(slave)
        written = bytearray()
        try:
            while chunk := os.read(master, 65536):
                written += chunk
        except OSError:  # how Linux says that the other side is closed
            pass
        assert process.wait(60) == 0
    os.close(master)
    return bytes(written)


def test_a_terminal_gets_colours_unless_it_declines() -> None:
    """`NO_COLOR` takes the colours away and leaves the text."""
    coloured, plain = on_a_terminal(SCAN), on_a_terminal(SCAN, NO_COLOR="1")
    assert b"\x1b[32m" in coloured
    assert b"\x1b[3" not in plain
    assert b"findings" in plain


def test_a_diff_on_a_terminal_is_text(tmp_path: Path) -> None:
    """Code that holds escape sequences is shown, not obeyed; a pipe gets it as it is."""
    check = "if (posthog.isFeatureEnabled('x')) { a() }\n"
    evil = f"import posthog from 'posthog-js'\n// \x1b]0;owned\x07\n{check}"
    (tmp_path / "a.ts").write_text(evil)
    words = ["clean", str(tmp_path), "--flag", "x", "--value", "true"]
    shown = on_a_terminal(words)
    assert b"\x1b]0;" not in shown
    assert b"\\x1b]0;owned\\x07" in shown
    assert b"-import posthog" in shown
