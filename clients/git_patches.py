"""Reads what git prints of commits: their facts with numbers per file, and patches without context.

All of it may hold what somebody chose to write, so everything is read by its place and its count:
a subject, a name or a line that looks like a commit is still none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scans.deploy_watch.suspects import FilePatch, Hunk, TouchedFile

MARK = "\x02"
"""Begins what is told of one commit."""

FACTS = f"{MARK}%H%x00%P%x00%ct%x00%an%x00%ae%x00%s"
"""The format of `read_facts`, for `log -z` with `--numstat` or `--name-status`."""

LONGEST_LINE = 500
"""Characters of a changed line that are kept: a longer one was written by a program."""

_COMMIT = re.compile(rf"{MARK}([0-9a-f]{{40,64}})")
_NUMBERS = re.compile(r"(\d+|-)\t(\d+|-)\t(.*)", re.DOTALL)
_STATUS = re.compile(r"[ACDMRTU]\d*")
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_NAMES = re.compile(r"(---|\+\+\+|rename from|rename to) (.*?)\t?$")


class Facts(NamedTuple):
    """What git says of one commit."""

    sha: str
    parents: tuple[str, ...]
    at: int
    """Unix seconds of the committer."""
    author: str
    email: str
    subject: str
    files: list[TouchedFile]


def read_facts(said: str) -> list[Facts]:
    """Read `log -z` in the format of `FACTS`; by `--name-status` no lines are counted."""
    found: list[Facts] = []
    parts = iter(said.split("\0"))
    for part in parts:
        if begun := _COMMIT.fullmatch(part.lstrip("\n")):
            parents, at, author, email, subject = (next(parts, "") for _ in range(5))
            facts = Facts(begun[1], tuple(parents.split()), int(at), author, email, subject, [])
            found.append(facts)
        elif counted := _NUMBERS.fullmatch(part.lstrip("\n")):
            added, removed, path = counted.groups()
            # A rename has both names behind its numbers, each by itself.
            old, path = (path, path) if path else (next(parts, ""), next(parts, ""))
            lines = sum(int(each) for each in (added, removed) if each != "-")
            found[-1].files.append(TouchedFile(path, old, lines))
        elif status := _STATUS.fullmatch(part.lstrip("\n")):
            old = next(parts, "")
            path = next(parts, "") if status[0][0] in "RC" else old
            found[-1].files.append(TouchedFile(path, old, 0))
    return found


class _Reading:
    """One file's part of a patch, row by row."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.hunks: list[Hunk] = []
        self.lines: dict[str, list[str]] = {"+": [], "-": []}
        self.left = 0
        """Rows of the last hunk that are still to come."""

    def take(self, row: str) -> None:
        if self.left and row[:1] in self.lines:
            self.left -= 1
            self.lines[row[0]].append(row[1 : LONGEST_LINE + 1])
        elif found := _HUNK.match(row):
            old, olds, new, news = found.groups()
            self.hunks.append(Hunk(int(old), int(olds or 1), int(new), int(news or 1)))
            self.left = self.hunks[-1].old_count + self.hunks[-1].new_count
        elif named := _NAMES.fullmatch(row):
            self.names.setdefault(*named.groups())

    def patch(self) -> FilePatch | None:
        """Return what was read; None for a file without changed lines or with a quoted name."""
        old = self._name("---", "a/") or self.names.get("rename from", "")
        new = self._name("+++", "b/") or self.names.get("rename to", "")
        if not self.hunks or not (old or new):
            return None
        added, removed = tuple(self.lines["+"]), tuple(self.lines["-"])
        return FilePatch(new or old, old or new, tuple(self.hunks), added, removed)

    def _name(self, sign: str, prefix: str) -> str:
        name = self.names.get(sign, "")
        return name.removeprefix(prefix) if name.startswith(prefix) else ""


def read_patches(said: str) -> dict[str, tuple[FilePatch, ...]]:
    """Read `log --patch --unified=0` with `MARK` and the sha as format, `a/` and `b/` before paths.

    Return the files by the sha of their commit.
    """
    found: dict[str, list[FilePatch]] = {}
    for sha, patch in _patches(said):
        found.setdefault(sha, []).append(patch)
    return {sha: tuple(patches) for sha, patches in found.items()}


def _patches(said: str) -> Iterator[tuple[str, FilePatch]]:
    sha, file = "", _Reading()
    for row in (*said.split("\n"), MARK):
        begins = not file.left and row.startswith(("diff --git ", MARK))
        if not begins:
            file.take(row)
            continue
        if patch := file.patch():
            yield sha, patch
        file = _Reading()
        if begun := _COMMIT.fullmatch(row):
            sha = begun[1]
