"""Whole files before and after an event's captures go, byte for byte."""

import json
from pathlib import Path

import pytest

from codebase.removal import EventRemovalResult, remove_event
from tests.codebase.removal.conftest import MemoryTree

CASES = Path(__file__).parent / "event_cases"
NAMES = sorted(path.name for path in CASES.iterdir())


def _side(folder: Path, side: str) -> dict[str, bytes]:
    if (folder / side).is_dir():
        root = folder / side
        files = [path for path in sorted(root.rglob("*")) if path.is_file()]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    (path,) = folder.glob(f"{side}.*")
    return {f"src/feature{path.suffix}": path.read_bytes()}


def _remove(files: dict[str, bytes], event: str) -> EventRemovalResult:
    return remove_event(MemoryTree(files), event)


@pytest.mark.parametrize("name", NAMES)
def test_event_case_is_right_byte_for_byte(name: str) -> None:
    """Every recorded case gives exactly the expected bytes, outcome and reasons."""
    about = json.loads((CASES / name / "case.json").read_text("utf-8"))
    before, expected = _side(CASES / name, "input"), _side(CASES / name, "expected")

    result = _remove(before, about["event"])

    assert [each.reason for each in result.removal.left] == about.get("reasons", [])
    assert {**before, **result.contents} == expected
    assert result.removal.outcome == about["outcome"]


@pytest.mark.parametrize("name", NAMES)
def test_second_run_finds_no_capture_to_remove(name: str) -> None:
    """Taking out an event that was taken out changes nothing."""
    about = json.loads((CASES / name / "case.json").read_text("utf-8"))

    again = _remove(_side(CASES / name, "expected"), about["event"])

    assert again.contents == {}
