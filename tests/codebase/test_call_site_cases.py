"""Small repositories, each with the usages that must come out of it and nothing else."""

import json
import pathlib
import shutil
from typing import Any

import pytest

from clients.checkout import FolderTree
from codebase.index import find_usages

CASES = pathlib.Path(__file__).parent / "cases"

NEAR = 2
"""Lines a usage may be away from where the case expects it."""


def _prepare(case: pathlib.Path, target: pathlib.Path, setup: list[dict[str, Any]]) -> None:
    """Copy a case and change the copy as it asks."""
    shutil.copytree(case, target, ignore=shutil.ignore_patterns("expected.json"))
    for step in setup:
        if "write" in step:
            path = target / step["write"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(text * times for text, times in step["parts"]), newline="\n")
        elif "latin1" in step:
            path = target / step["latin1"]
            path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
        elif "crlf" in step:
            path = target / step["crlf"]
            mark = b"\xef\xbb\xbf" if step.get("bom") else b""
            path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))
        else:
            path = target / step["symlink"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(step["to"])


def _found(root: pathlib.Path) -> list[tuple[str, str, str | None, int]]:
    usages = find_usages(FolderTree(root))
    named = [(s.file, s.kind, s.name, s.line) for s in usages.usages]
    return [*named, *((s.file, s.kind, None, s.line) for s in usages.dynamic)]


def _take(found: list[tuple[str, str, str | None, int]], want: dict[str, Any]) -> bool:
    """Take the usage that a case lists out of what was found."""
    for usage in found:
        same = usage[:3] == (want["file"], want["kind"], want["name"])
        if same and abs(usage[3] - want["line"]) <= NEAR:
            found.remove(usage)
            return True
    return False


@pytest.mark.parametrize("case", sorted(p.parent.name for p in CASES.glob("*/expected.json")))
def test_a_case_gives_its_usages_and_no_other(case: str, tmp_path: pathlib.Path) -> None:
    """Every expected usage is found once, and nothing is reported beside them."""
    expected = json.loads((CASES / case / "expected.json").read_text())
    _prepare(CASES / case, tmp_path / case, expected.get("setup", []))
    found = _found(tmp_path / case)
    if not any(want["kind"] == "init" for want in expected["usages"]):
        found = [usage for usage in found if usage[1] != "init"]
    names = {usage[2] for usage in found}
    required = [want for want in expected["usages"] if not want.get("optional")]
    missed = [want for want in required if not _take(found, want)]
    for want in expected["usages"]:
        if want.get("optional"):
            _take(found, want)
    assert missed == []
    assert found == []
    assert names.isdisjoint(expected.get("absent", []))
