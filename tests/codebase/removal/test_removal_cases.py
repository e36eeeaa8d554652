"""Whole files before and after, byte for byte."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from codebase.removal import RemovalResult

CASES = Path(__file__).parent / "cases"


def _side(folder: Path, side: str) -> dict[str, bytes]:
    if (folder / side).is_dir():
        root = folder / side
        files = [path for path in sorted(root.rglob("*")) if path.is_file()]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    (path,) = folder.glob(f"{side}.*")
    return {f"src/feature{path.suffix}": path.read_bytes()}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_case_is_right_byte_for_byte(remove: Callable[..., RemovalResult], name: str) -> None:
    """Every recorded case gives exactly the expected bytes, outcome and list of what is left."""
    about = json.loads((CASES / name / "case.json").read_text("utf-8"))
    before, expected = _side(CASES / name, "input"), _side(CASES / name, "expected")

    result = remove(before, about["value"], about["flag"])

    assert {**before, **result.contents} == expected
    assert result.removal.outcome == about["outcome"]
    left = [entry.model_dump() for entry in result.removal.left]
    assert bool(left) == (about["outcome"] != "removed")
    assert left == about.get("left", left)


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_second_run_finds_nothing_to_do(remove: Callable[..., RemovalResult], name: str) -> None:
    """Taking out a flag that was taken out changes nothing."""
    about = json.loads((CASES / name / "case.json").read_text("utf-8"))

    again = remove(_side(CASES / name, "expected"), about["value"], about["flag"])

    assert again.contents == {}
