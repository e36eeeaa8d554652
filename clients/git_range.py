"""What lies between two deploys: commits, their changes, and whose a line is.

A branch is read as what was merged into it, its first parents: a merge, and a squash, is one
change with the difference that it made to the branch. Only committed objects are read that are
here; nothing of a repository is run. What is too much is left out and said, never half read.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from clients import errors
from clients.git_failures import GitConfused
from clients.git_history import reading_environment
from clients.git_patches import FACTS, MARK, Facts, read_facts, read_patches
from clients.git_process import Watch, run
from scans.deploy_watch.suspects import FilePatch, RangeCommit

MOST_COMMITS = 500
"""Of one deploy. More than that is no deploy that anybody could be asked about."""

MOST_LINES = 60_000
"""Changed lines that are read: files beyond them, the largest first, count as touched only."""

LARGEST_CHANGE = 3_000
"""Changed lines of one file in one deploy that a person may have written; lock files are longer."""

MOST_APART = 200
"""Files whose changes are asked for one by one, where an answer about all is not to be had."""

LARGEST_FILE = 1024 * 1024
"""Bytes of a file that is read."""

_FIRST_PARENTS = ["--first-parent", "--diff-merges=first-parent"]
_UNOPENED = ["--find-renames=100%"]
"""Finds only renames that change nothing, which git sees by the names of contents."""
_PLAIN = ["--no-textconv", "--no-ext-diff", "--no-color", "--find-renames"]


@dataclass(frozen=True)
class Commits:
    """The commits of a range, newest first."""

    commits: tuple[RangeCommit, ...]
    cut: bool = False
    """There are more than `MOST_COMMITS`."""


@dataclass(frozen=True)
class Patches:
    """What commits changed, by their sha."""

    by_sha: Mapping[str, tuple[FilePatch, ...]]
    unread: int = 0
    """Files whose lines were too many to read."""


@dataclass(frozen=True)
class GitRange:
    """Everything that is in `sha` and was not in `previous`, as far as it is here."""

    folder: Path
    """The repository: a mirror without files, or a checkout."""
    previous: str
    sha: str
    request: str
    seconds: float = 60
    """For one question."""
    _env: Mapping[str, str] = field(default_factory=lambda: reading_environment())

    @property
    def span(self) -> str:
        """The range as git writes it."""
        return f"{self.previous}..{self.sha}"

    async def has(self, sha: str) -> bool:
        """Tell whether a commit is here."""
        try:
            await self._ask(["cat-file", "-e", f"{sha}^{{commit}}"])
        except (GitConfused, errors.RepositoryMissing):
            return False
        return True

    async def is_ancestor(self, ancestor: str, sha: str) -> bool:
        """Tell whether a commit has another one in its history; False if one is unknown here."""
        try:
            await self._ask(["merge-base", "--is-ancestor", ancestor, sha])
        except GitConfused:
            return False
        return True

    async def commits(self) -> Commits:
        """Return what was merged in between, with the files that it touched."""
        command = ["log", "-z", *_FIRST_PARENTS, *_PLAIN, f"--format={FACTS}"]
        command.append(f"--max-count={MOST_COMMITS + 1}")
        try:
            said = await self._ask([*command, "--numstat", self.span])
        except GitConfused:
            # A clone may lack large files, and whoever counts lines has to open them.
            said = await self._ask([*command, *_UNOPENED, "--name-status", self.span])
        told = read_facts(said)
        emails = await self._authors_of([each.parents[-1] for each in told if each.parents[1:]])
        found = tuple(_commit(each, emails) for each in told[:MOST_COMMITS])
        return Commits(found, cut=len(told) > MOST_COMMITS)

    async def patches(
        self, commits: Sequence[RangeCommit], always: Collection[str] = ()
    ) -> Patches:
        """Return the changed places and lines of the commits, of `always` whatever their size."""
        chosen, unread = _affordable(commits, frozenset(always))
        if not chosen:
            return Patches({}, unread)
        try:
            return Patches(await self._patches([self.span], chosen), unread)
        except GitConfused:
            return await self._patches_apart(commits, chosen, always, unread)

    async def _patches_apart(
        self,
        commits: Sequence[RangeCommit],
        chosen: Collection[str],
        always: Collection[str],
        unread: int,
    ) -> Patches:
        """Read files one by one, those that count most and the newest first.

        A file that is not here spoils the answer about all.
        """
        touched = [
            (commit.sha, file) for commit in commits for file in commit.files if file.path in chosen
        ]
        touched.sort(key=lambda each: each[1].path not in always)
        found: defaultdict[str, tuple[FilePatch, ...]] = defaultdict(tuple)
        for sha, file in touched[:MOST_APART]:
            try:
                said = await self._patches(["--max-count=1", sha], {file.path, file.old_path})
            except GitConfused:
                unread += 1
            else:
                found[sha] += said.get(sha, ())
        return Patches(found, unread + len(touched[MOST_APART:]))

    async def _patches(
        self, which: Sequence[str], files: Collection[str]
    ) -> dict[str, tuple[FilePatch, ...]]:
        command = ["log", *_FIRST_PARENTS, *_PLAIN, "--patch", "--unified=0"]
        command += ["--src-prefix=a/", "--dst-prefix=b/", f"--format={MARK}%H"]
        command += [f"--max-count={MOST_COMMITS}", *which, "--", *sorted(files)]
        return read_patches(await self._ask(command))

    async def blame(
        self, file: str, lines: Collection[int], *, indents: bool = False
    ) -> dict[int, str]:
        """Return which commit of the range brought lines of a file; empty text for an older one.

        Lines as they are in `sha`; one that was moved keeps its commit, and so does one that was
        indented anew unless `indents` count. Lines nobody knows of are left out.
        """
        places = [word for line in sorted(lines) for word in ("-L", f"{line},{line}")]
        command = ["blame", "--first-parent", "-M", "--porcelain", "--no-textconv"]
        command += [] if indents else ["-w"]
        command += ["--ignore-revs-file=", *places, self.span, "--", file]
        try:
            said = await self._ask(command) if places else ""
        except errors.ClientError:
            # A line beyond the file's end spoils the question about all others.
            if len(lines) < 2:
                return {}
            alone = [await self.blame(file, [line], indents=indents) for line in lines]
            return {line: sha for answer in alone for line, sha in answer.items()}
        return _read_blame(said)

    async def paths(self) -> tuple[str, ...]:
        """Return every file of what is live now."""
        said = await self._ask(["ls-tree", "-r", "-z", "--full-tree", "--name-only", self.sha])
        return tuple(filter(None, said.split("\0")))

    async def content(self, file: str) -> bytes | None:
        """Return a file as it is live now; None if there is none, or it is no person's work."""
        name = f"{self.sha}:{file}"
        try:
            size = await self._ask(["cat-file", "-s", name])
            if int(size) > LARGEST_FILE:
                return None
            return (await self._ask(["cat-file", "blob", name])).encode(errors="surrogateescape")
        except errors.ClientError:
            return None

    async def _authors_of(self, shas: Sequence[str]) -> dict[str, str]:
        """Return the e-mail addresses of commits' authors, of those that are here."""
        if not shas:
            return {}
        command = ["log", "--no-walk=unsorted", "--ignore-missing", "--format=%H %ae", *shas]
        try:
            said = await self._ask(command)
        except GitConfused:
            return {}
        rows = (line.partition(" ") for line in said.splitlines())
        return {sha: email for sha, _, email in rows}

    async def _ask(self, command: Sequence[str]) -> str:
        watch = Watch(asyncio.get_running_loop().time() + self.seconds)
        where = ["-C", str(self.folder), "--literal-pathspecs", "-c", "core.quotePath=false"]
        return await run(self.request, [*where, *command], env=self._env, watch=watch)


def _commit(told: Facts, emails: Mapping[str, str]) -> RangeCommit:
    merged = told.parents[1:]
    return RangeCommit(
        sha=told.sha,
        at=datetime.fromtimestamp(told.at, UTC),
        author=told.author,
        # Of a merge that is whoever pressed the button; its last parent has the author.
        email=emails.get(merged[-1], "") if merged else told.email,
        subject=told.subject,
        files=tuple(told.files),
    )


def _affordable(commits: Sequence[RangeCommit], always: frozenset[str]) -> tuple[set[str], int]:
    """Return the names of the files whose changes can be read, the smallest changes first."""
    lines: defaultdict[str, int] = defaultdict(int)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for file in (file for commit in commits for file in commit.files):
        lines[file.path] += file.lines
        names[file.path] |= {file.path, file.old_path}
    chosen: set[str] = set()
    spent = unread = 0
    for path in sorted(lines, key=lambda each: (each not in always, lines[each], each)):
        spent += lines[path]
        if path in always or (spent <= MOST_LINES and lines[path] <= LARGEST_CHANGE):
            chosen |= names[path]
        else:
            unread += 1
    return chosen, unread


def _read_blame(said: str) -> dict[int, str]:
    """Read `blame --porcelain`: a commit and lines, what is told of a commit once, the line."""
    found: dict[int, str] = {}
    older: set[str] = set()
    sha, line = "", 0
    for row in said.split("\n"):
        words = row.split(" ")
        if row.startswith("\t"):
            found[line] = sha
        elif row == "boundary":
            older.add(sha)
        elif len(words) in (3, 4) and len(words[0]) in (40, 64) and words[1].isdigit():
            sha, line = words[0], int(words[2])
    return {line: "" if sha in older else sha for line, sha in found.items()}
