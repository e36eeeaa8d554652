"""What a deploy brought, commit by commit, in the lines of what is live now.

A commit's hunks are numbered as that commit left its files. Later commits of the same deploy move
them, so whoever compares them with the lines of an error carries them forward first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

Span = tuple[int, int]
"""First and last line, 1-based, both included."""


class Hunk(NamedTuple):
    """One changed place, as `@@ -old_start,old_count +new_start,new_count @@` has it.

    With a count of 0 the start is the line before the place.
    """

    old_start: int
    old_count: int
    new_start: int
    new_count: int


class TouchedFile(NamedTuple):
    """One file that a commit changed."""

    path: str
    """As the commit left it; of a file that is gone, its last name."""
    old_path: str
    """Its name before: another one after a rename."""
    lines: int
    """Added and removed together; 0 for a binary file."""


@dataclass(frozen=True)
class FilePatch:
    """What one commit did to one file."""

    path: str
    old_path: str
    hunks: tuple[Hunk, ...] = ()
    added: tuple[str, ...] = ()
    """Lines, without the sign in front; untrusted text."""
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class RangeCommit:
    """One commit on the way from the last deploy to this one, or the merge of several."""

    sha: str
    at: datetime
    """The committer's time."""
    author: str
    email: str
    subject: str
    files: tuple[TouchedFile, ...] = ()


@dataclass(frozen=True)
class Pull:
    """The one pull request that was merged with a commit."""

    number: int
    title: str
    url: str = ""
    author: str = ""
    """GitHub login; empty where the account is gone."""


@dataclass(frozen=True)
class Candidate:
    """One pull request of the deploy, or one commit that came without any."""

    kind: str
    """`pull_request` or `commit`."""
    title: str
    sha: str
    """Its newest commit."""
    shas: frozenset[str]
    number: int | None = None
    url: str = ""
    author: str = ""
    email: str = ""
    files: frozenset[str] = frozenset()
    """By the names that they have now."""
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict[str, tuple[Span, ...]])
    """Changed places by file, in the lines of what is live now."""
    words: frozenset[str] = frozenset()
    """Names and routes in its changed lines."""
    words_in: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """The same by file, under the names that they have now."""
    packages: frozenset[str] = frozenset()
    """Packages whose version it changed."""


def carried(span: Span, later: Iterable[Sequence[Hunk]]) -> Span:
    """Return where lines are after later commits changed the same file, the oldest commit first."""
    first, last = span
    for hunks in later:
        first, last = _moved(first, hunks, end=False), _moved(last, hunks, end=True)
    return first, max(first, last)


def _moved(line: int, hunks: Sequence[Hunk], *, end: bool) -> int:
    shift = 0
    for hunk in hunks:
        first = hunk.old_start + (hunk.old_count == 0)
        if line < first:
            break
        if line < first + hunk.old_count:
            # Changed once more: somewhere in what stands there now.
            return max(1, hunk.new_start + (hunk.new_count - 1 if end and hunk.new_count else 0))
        shift += hunk.new_count - hunk.old_count
    return max(1, line + shift)


def span_of(hunk: Hunk) -> Span:
    """Return the lines of a hunk; of a pure removal those on both sides of it."""
    if hunk.new_count:
        return hunk.new_start, hunk.new_start + hunk.new_count - 1
    return max(1, hunk.new_start), hunk.new_start + 1


def names_now(commits: Sequence[RangeCommit]) -> list[dict[str, str]]:
    """Return for every commit what its files are called now; newest commit first, both."""
    renamed: dict[str, str] = {}
    found: list[dict[str, str]] = []
    for commit in commits:
        found.append({file.path: renamed.get(file.path, file.path) for file in commit.files})
        moved = {
            file.old_path: renamed.get(file.path, file.path)
            for file in commit.files
            if file.old_path != file.path
        }
        # A name that a rename set free may have belonged to another file before.
        for file in commit.files:
            if file.old_path == file.path:
                continue
            renamed.pop(file.path, None)
        renamed.update(moved)
    return found
