"""What the history of a branch tells: since when a line is on it, and what came to it when.

A branch is read as what was merged into it: its first parents. A line that came with a merge is as
old as the merge, however long ago it was written elsewhere. Times are those of the committer, for
an author may name any; after a push without a merge they are those of the commit, which may be
older than the push.

Nothing of a repository is run for these questions, whoever owns it: no filter, no text conversion,
no fetch of objects that a partial clone left out. Only committed objects are read.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from clients import errors
from clients.git_failures import GitConfused
from clients.git_process import Watch, environment, refuse_old_git, run

Place = tuple[str, int]
"""A file and one of its lines, 1-based."""

MOST_PLACES = 1_000
"""Lines that are asked about at once."""

MOST_COMMITS = 5_000
"""Of one branch."""

_DEFAULTS = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
"""Where a clone says what the default branch is, and what it is called elsewhere."""

_AT_ONCE = 2
"""Processes of git: the machine has other work too."""

_NEAR = 5
"""Lines before and after one, by which git knows it again where it was moved."""

_LONGEST = 1024 * 1024
"""Bytes of a file whose lines are compared with those that are committed."""


class Commit(NamedTuple):
    """One commit of a branch, and the time of its committer."""

    sha: str
    at: datetime


@dataclass(frozen=True)
class History:
    """The history of one commit, as far as it is here; the rest counts as there since then."""

    folder: Path
    """The repository: a mirror without files, or a checkout."""
    sha: str
    request: str
    seconds: float = 60
    """For one question."""
    unmerged: frozenset[str] = frozenset()
    """Commits that are on no branch that counts: what came with one has no age."""
    _env: Mapping[str, str] = field(default_factory=lambda: reading_environment())

    def at(self, sha: str) -> "History":
        """Return the history of another commit; of one that is not here nothing is known."""
        return replace(self, sha=sha)

    async def line_ages(self, places: Collection[Place]) -> dict[Place, datetime]:
        """Return when lines of the commit came to the branch.

        A line that was only moved within its file or indented anew keeps its age, and one that is
        as old as all history that is here has the time where that begins: it is at least that old.
        Lines nobody knows of are left out, and those beyond `MOST_PLACES` or the time limit.
        """
        by_file: defaultdict[str, set[int]] = defaultdict(set)
        for file, line in list(dict.fromkeys(places))[:MOST_PLACES]:
            by_file[file].add(line)
        watch, free = self._watch(), asyncio.Semaphore(_AT_ONCE)

        async def of_file(file: str, lines: set[int]) -> dict[Place, datetime]:
            async with free:
                return await self._blamed(file, sorted(lines), watch)

        found = await asyncio.gather(*(of_file(*item) for item in by_file.items()))
        return {place: at for each in found for place, at in each.items()}

    async def _blamed(self, file: str, lines: list[int], watch: Watch) -> dict[Place, datetime]:
        ranges = [
            word for line in lines for word in ("-L", f"{max(1, line - _NEAR)},{line + _NEAR}")
        ]
        command = ["blame", "--first-parent", "-w", "-M", "--porcelain", "--no-textconv"]
        # Nobody else says which commits are to be looked past.
        command += ["--ignore-revs-file=", *ranges, self.sha, "--", file]
        try:
            said = await self._ask(command, watch)
        except errors.ClientError:
            return {}
        return {
            (file, each.line): each.at
            for each in _read_blame(said)
            if each.line in lines and each.sha not in self.unmerged
        }

    async def committed(self, file: str) -> bytes | None:
        """Return a file's bytes as they are in the commit; None if it has no such file."""
        try:
            said = await self._ask(["cat-file", "blob", f"{self.sha}:./{file}"], self._watch())
        except errors.ClientError:
            return None
        return said.encode(errors="surrogateescape")

    async def commit(self, name: str) -> str | None:
        """Return the commit of a name that git may know."""
        command = ["rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"]
        try:
            return (await self._ask(command, self._watch())).strip()
        except (GitConfused, errors.RepositoryMissing):
            return None

    async def missing_from(self, other: str) -> frozenset[str]:
        """Return the commits of this history that another commit has not in its own."""
        command = ["rev-list", self.sha, f"^{other}"]
        return frozenset((await self._ask(command, self._watch())).split())

    async def chain(self, most: int = MOST_COMMITS) -> list[Commit]:
        """Return the commits of the branch, newest first: the commit itself, its first parents."""
        command = ["rev-list", "--first-parent", "--timestamp", f"--max-count={most}", self.sha]
        rows = (line.split() for line in (await self._ask(command, self._watch())).splitlines())
        return [Commit(sha, datetime.fromtimestamp(int(at), UTC)) for at, sha in rows]

    async def holds(self, sha: str, ancestor: str) -> bool:
        """Tell whether a commit has another one in its history; False if one is unknown here."""
        command = ["merge-base", "--is-ancestor", ancestor, sha]
        try:
            await self._ask(command, self._watch())
        except GitConfused:
            return False
        return True

    def _watch(self) -> Watch:
        return Watch(asyncio.get_running_loop().time() + self.seconds)

    async def _ask(self, command: Sequence[str], watch: Watch) -> str:
        where = ["-C", str(self.folder)]
        return await run(self.request, [*where, *command], env=self._env, watch=watch)


def reading_environment() -> dict[str, str]:
    """Return all that a git may know that only reads what is here, in anybody's repository."""
    return {
        **environment({"safe.directory": "*"}),
        "GIT_ALLOW_PROTOCOL": "none",  # over any setting of the repository
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }


async def line_ages(
    folder: Path, places: Collection[Place], *, seconds: float = 60
) -> dict[Place, datetime]:
    """Return when lines of a folder's files came to the default branch.

    Lines as they are on disk: one that is not committed has no age, nor one that is on another
    branch only. Where nothing says which branch is the default one, it is what is checked out.
    Empty if git knows nothing of the folder. See `History.line_ages`.
    """
    history = await _checked_out(folder, seconds)
    if history is None:
        return {}
    committed = await _committed_lines(history, places)
    ages = await history.line_ages(list(committed.values()))
    return {place: ages[known] for place, known in committed.items() if known in ages}


async def _checked_out(folder: Path, seconds: float) -> History | None:
    """Return the history of what is checked out; None if there is none, or no git to ask."""
    history = History(folder, "HEAD", f"history of {folder}", seconds)
    try:
        await refuse_old_git(history.request, Watch(asyncio.get_running_loop().time() + seconds))
        sha = await history.commit("HEAD")
        if sha is None:
            return None
        known = [await history.commit(branch) for branch in _DEFAULTS]
        default = next(filter(None, known), sha)
        return replace(history, sha=sha, unmerged=await history.missing_from(default))
    except errors.ClientError:
        return None


async def _committed_lines(history: History, places: Collection[Place]) -> dict[Place, Place]:
    """Return which line of the commit each line on disk is, as far as it is one."""
    found: dict[Place, Place] = {}
    by_file: defaultdict[str, list[int]] = defaultdict(list)
    for file, line in places:
        by_file[file].append(line)
    for file, lines in by_file.items():
        before = await history.committed(file)
        now = await asyncio.to_thread(_on_disk, history.folder / file)
        if before is not None and now is not None:
            same = await asyncio.to_thread(_same_lines, before, now)
            found |= {(file, line): (file, same[line]) for line in lines if line in same}
    return found


def _on_disk(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= _LONGEST else None
    except OSError:
        return None


def _same_lines(before: bytes, now: bytes) -> dict[int, int]:
    """Return the number that each unchanged line had before; line ends do not count."""
    old, new = before.splitlines(), now.splitlines()
    if old == new:
        return {number: number for number in range(1, len(new) + 1)}
    blocks = SequenceMatcher(None, old, new).get_matching_blocks()
    return {block.b + at + 1: block.a + at + 1 for block in blocks for at in range(block.size)}


class _Blamed(NamedTuple):
    line: int
    sha: str
    at: datetime


def _read_blame(said: str) -> Iterator[_Blamed]:
    """Read `blame --porcelain`: a commit and lines, what is told of a commit once, the line.

    The line is that of the commit that was asked about; a file's own text begins with a tab.
    """
    times: dict[str, datetime] = {}
    sha, line = "", 0
    for row in said.split("\n"):
        words = row.split(" ")
        if row.startswith("\t"):
            if sha in times:
                yield _Blamed(line, sha, times[sha])
        elif row.startswith("committer-time "):
            times[sha] = datetime.fromtimestamp(int(words[1]), UTC)
        elif len(words) in (3, 4) and len(words[0]) in (40, 64) and words[1].isdigit():
            sha, line = words[0], int(words[2])
