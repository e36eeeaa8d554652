"""What a file looks like does not change what goes: line ends, indentation, the last newline."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from codebase.removal import RemovalResult

CASES = Path(__file__).parent / "cases"
_STEP = re.compile(rb"^(?:  )+", re.M)


def _windows(source: bytes) -> bytes:
    return source.replace(b"\n", b"\r\n")


def _tabs(source: bytes) -> bytes:
    return _STEP.sub(lambda blanks: b"\t" * (len(blanks.group()) // 2), source)


def _four(source: bytes) -> bytes:
    return _STEP.sub(lambda blanks: blanks.group() * 2, source)


def _without_last_newline(source: bytes) -> bytes:
    return source.rstrip(b"\n")


def _names() -> list[str]:
    """Return the cases of one file that are edited; lines inside texts keep their indentation."""
    found: list[str] = []
    for folder in sorted(CASES.iterdir()):
        inputs = [*folder.glob("input.[jt]s"), *folder.glob("input.tsx")]
        source = inputs[0].read_bytes() if inputs else b"\r"
        about = json.loads((folder / "case.json").read_text("utf-8"))
        if b"\r" not in source and b"`" not in source and about["outcome"] == "removed":
            found.append(folder.name)
    return found


@pytest.mark.parametrize("layout", [_windows, _tabs, _four, _without_last_newline])
def test_layout_stays(
    remove: Callable[..., RemovalResult], layout: Callable[[bytes], bytes]
) -> None:
    """The same lines go from a file that is laid out in another way."""
    for name in _names():
        about = json.loads((CASES / name / "case.json").read_text("utf-8"))
        (before,), (expected,) = (
            list((CASES / name).glob(f"{side}.*")) for side in ("input", "expected")
        )
        path = f"src/feature{before.suffix}"

        result = remove({path: layout(before.read_bytes())}, about["value"], about["flag"])

        assert result.contents == {path: layout(expected.read_bytes())}, name
