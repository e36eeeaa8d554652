"""The diff that people read and `git apply` takes."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebase.removal import unified_diff
from codebase.removal.diff import count_lines

LONG = b"".join(b"line %d\n" % number for number in range(40))


def _applied(folder: Path, before: dict[str, bytes], diff: str) -> dict[str, bytes]:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for path, content in before.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    patch = folder / "change.patch"
    patch.write_bytes(diff.encode("utf-8", "surrogateescape"))
    subprocess.run(["git", "apply", "--check", "change.patch"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "change.patch"], cwd=folder, check=True)
    patch.unlink()
    files = [p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"a\nb\nc\n", b"a\nc\n", id="a line goes"),
        pytest.param(b"a\r\nb\r\nc\r\n", b"a\r\nc\r\n", id="windows line ends"),
        pytest.param(b"a\nb", b"a", id="no newline at the end on both sides"),
        pytest.param(b"a\nb", b"a\n", id="no newline at the end before"),
        pytest.param(b"a\n\xff\xfe\nb\n", b"a\n\xff\xfe\n", id="bytes that are no text"),
        pytest.param(b"a\rb\nc\n", b"c\n", id="a lone carriage return"),
        pytest.param(b"a\x0cb\nc\n", b"a\x0cb\n", id="a form feed inside a line"),
        pytest.param(LONG, LONG.replace(b"line 2\n", b"").replace(b"line 30\n", b"x\n"), id="two"),
        pytest.param(LONG, LONG.replace(b"line 9\n", b"").replace(b"line 14\n", b""), id="near"),
        pytest.param(b"a\nb\n", None, id="a file goes"),
        pytest.param(b"a\nb\n", b"", id="a file is emptied"),
    ],
)
def test_git_applies_the_diff(tmp_path: Path, before: bytes, after: bytes | None) -> None:
    """`git apply` turns the old bytes into exactly the new ones."""
    files = {"src/a b.ts": before, "other.ts": b"1\n"}
    done = _applied(tmp_path, files, unified_diff(files, {"src/a b.ts": after}))
    expected = {"other.ts": b"1\n"} | ({} if after is None else {"src/a b.ts": after})
    assert done == expected


def test_diff_reads_like_any_other() -> None:
    """Paths carry a/ and b/, three lines of context, and equal files are left out."""
    before = {"a.ts": LONG, "same.ts": b"1\n"}
    after = {"a.ts": LONG.replace(b"line 20\n", b""), "same.ts": b"1\n"}
    assert unified_diff(before, after) == (
        "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -18,7 +18,6 @@\n"
        " line 17\n line 18\n line 19\n-line 20\n line 21\n line 22\n line 23\n"
    )


def test_unusual_path_is_quoted() -> None:
    """A path with a newline cannot pretend to be a line of the diff."""
    diff = unified_diff({"a\nb": b"1\n"}, {"a\nb": b""})
    assert diff.startswith('diff --git "a/a\\012b" "b/a\\012b"\n')


LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c\r\n"]), max_size=12).map(b"".join)


@given(before=LINES, after=LINES)
def test_counts_are_those_of_the_diff(before: bytes, after: bytes) -> None:
    """What is counted as removed and added is what the diff shows."""
    body = unified_diff({"x": before}, {"x": after}).split("@@\n", 1)[-1].splitlines()
    shown = [line for line in body if not line.startswith(("diff ", "--- ", "+++ "))]
    counts = count_lines(before, after)
    assert sum(line.startswith("-") for line in shown) == counts.removed
    assert sum(line.startswith("+") for line in shown) == counts.added
