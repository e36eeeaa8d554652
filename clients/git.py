"""Reads repositories with the git program: one mirror per repository, one export per checkout.

A mirror is a cache. It holds the latest commit of the branches that were asked for, is used by one
process at a time, and is thrown away as soon as git cannot work with it. Where the time of changes
matters, another mirror holds the commits since some day.

What a checkout gets is the bytes that git stores, file by file. Nothing that a repository contains
is ever run or resolved: no hook, no filter (a large file stays a pointer), no line-end conversion,
no submodule. Symbolic links are left out rather than written as links or as text: nothing here may
read through a link that leaves the checkout, and a link is not source code.
"""

import asyncio
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from filelock import FileLock, Timeout
from pydantic import SecretStr

from clients import errors
from clients.git_failures import GitConfused, no_room_is_the_operators
from clients.git_history import MOST_COMMITS, History
from clients.git_process import Watch, credential_settings, environment, refuse_old_git, run
from clients.git_range import GitRange

# Highest precedence in git, so that no .gitattributes can change a byte on its way to the disk.
_NO_CONVERSION = "* -text -ident -filter -working-tree-encoding\n"

T = TypeVar("T")

_BRANCH = re.compile(
    r"(?![-/.])(?!.*(?:\.\.|//|@\{|/\.|\.lock(?:/|$)))[^\x00-\x20\x7f~^:?*\[\\]+(?<![/.])"
)
_FIRST_COMMITS = 64
"""How many are fetched before anybody knows how many there are since some time."""

_FULL_SHA = re.compile(r"(?!0+$)[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""Zeros stand for no commit: to git, and in what GitHub sends."""

_ABANDONED_SECONDS = 24 * 3600
_REGULAR_FILE = "100"
"""How the modes of regular files begin; links are 120000, submodules 160000."""


@dataclass(frozen=True)
class GitLimits:
    """What one checkout may cost."""

    seconds: float = 600
    """From the wait for the mirror to the last file written."""
    disk_bytes: int = 2 * 1024**3
    """For the mirror, and again for the files of one checkout."""


@dataclass(frozen=True)
class RepositoryAddress:
    """Where a repository is, and which of its branches is meant."""

    name: str
    """`owner/name`, as people write it."""
    url: str
    """`https://…`, `http://…`, `file://…` or an absolute folder; never with a password in it."""
    branch: str | None = None
    """None: the branch that the repository calls its default."""
    token: SecretStr | None = None


@dataclass(frozen=True)
class Checkout:
    """One commit's files on disk, for the time of an `async with`."""

    path: Path
    sha: str
    branch: str


class _Entry(NamedTuple):
    mode: str
    size: int
    path: str


class Git:
    """Makes checkouts under `cache_dir`, which several processes may share."""

    def __init__(self, cache_dir: Path, *, limits: GitLimits | None = None) -> None:
        self._cache = cache_dir
        self._limits = limits or GitLimits()
        self._git_is_recent = False

    @asynccontextmanager
    async def checkout(
        self, address: RepositoryAddress, heartbeat: Callable[[str], None] = lambda _: None
    ) -> AsyncGenerator[Checkout, None]:
        """Give the files of a branch's latest commit, and remove them afterwards.

        `heartbeat` is called with the phase, at least twice a second until the files are there.
        Raises `ClientError`. A cancellation ends git, removes the files and is raised again.
        """
        request = f"checkout of {address.name}"
        work = await self._work(request, address, self._mirror_of(address), heartbeat)
        with no_room_is_the_operators(request, self._cache):
            folder = await asyncio.to_thread(self._new_folder)
        try:
            yield await work.export(folder)
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    @asynccontextmanager
    async def history(
        self,
        address: RepositoryAddress,
        since: datetime,
        heartbeat: Callable[[str], None] = lambda _: None,
    ) -> AsyncGenerator[History, None]:
        """Give the history of a branch since some time, while nobody else uses its mirror.

        Of what is older, only the last state before is known. Raises `ClientError`.
        """
        request = f"history of {address.name}"
        mirror = self._mirror_of(address).with_suffix(".history.git")
        work = await self._work(request, address, mirror, heartbeat)
        async with work.recent(since) as sha:
            yield History(mirror, sha, request)

    @asynccontextmanager
    async def between(
        self,
        address: RepositoryAddress,
        previous: str,
        sha: str,
        heartbeat: Callable[[str], None] = lambda _: None,
    ) -> AsyncGenerator[GitRange, None]:
        """Give what lies between two commits, while nobody else uses their mirror.

        They are named in full, and need be on no branch that this repository is read from. Raises
        `ClientError`, `BranchMissing` for what is no full name of a commit.
        """
        request = f"changes of {address.name}"
        for each in (previous, sha):
            if not _FULL_SHA.fullmatch(each):
                said = f"{each!r} is not the full name of a commit"
                raise errors.BranchMissing("git", request, said)
        mirror = self._mirror_of(address).with_suffix(".deploys.git")
        work = await self._work(request, address, mirror, heartbeat)
        async with work.between(previous, sha):
            yield GitRange(mirror, previous, sha, request)

    async def _work(
        self,
        request: str,
        address: RepositoryAddress,
        mirror: Path,
        heartbeat: Callable[[str], None],
    ) -> "_Work":
        settings = _checked(request, address)
        deadline = asyncio.get_running_loop().time() + self._limits.seconds
        if not self._git_is_recent:
            await refuse_old_git(request, Watch(deadline))
            self._git_is_recent = True
        return _Work(
            request, address, mirror, environment(settings), self._limits, heartbeat, deadline
        )

    def _new_folder(self) -> Path:
        checkouts = self._cache / "checkouts"
        checkouts.mkdir(parents=True, exist_ok=True)
        for left in checkouts.iterdir():
            # A killed worker removes nothing; no run lives as long as this.
            if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(dir=checkouts))

    def _mirror_of(self, address: RepositoryAddress) -> Path:
        readable = re.sub(r"[^A-Za-z0-9._-]+", "--", address.name).lstrip(".-")
        digest = hashlib.sha256(address.url.encode()).hexdigest()[:12]
        return self._cache / "mirrors" / f"{readable}-{digest}.git"


@dataclass(frozen=True)
class _Work:
    """One checkout on its way."""

    request: str
    address: RepositoryAddress
    mirror: Path
    env: dict[str, str]
    limits: GitLimits
    heartbeat: Callable[[str], None]
    deadline: float

    async def export(self, folder: Path) -> Checkout:
        async with self._held():
            return await self._or_renew(
                lambda: self._export_through_mirror(folder / "tree"),
                lambda: self._export_through_mirror(folder / "renewed"),
            )

    @asynccontextmanager
    async def recent(self, since: datetime) -> AsyncGenerator[str, None]:
        """Give the latest commit, whose history since then is in the mirror."""
        fetch = partial(self._fetch_since, since)
        async with self._held():
            yield await self._or_renew(fetch, fetch)

    @asynccontextmanager
    async def between(self, previous: str, sha: str) -> AsyncGenerator[None, None]:
        """Have both commits in the mirror, and all that lies between them."""
        fetch = partial(self._fetch_between, previous, sha)
        async with self._held():
            await self._or_renew(fetch, fetch)
            yield

    @asynccontextmanager
    async def _held(self) -> AsyncGenerator[None, None]:
        """Keep others from the mirror."""
        with self._room():
            self.mirror.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(f"{self.mirror}.lock", thread_local=False)
            await self._acquire(lock)
        try:
            yield
        finally:
            lock.release()

    def _room(self) -> AbstractContextManager[None]:
        return no_room_is_the_operators(self.request, self.mirror.parent)

    async def _acquire(self, lock: FileLock) -> None:
        while True:
            self.heartbeat("waiting for the mirror")
            try:
                lock.acquire(blocking=False)
            except Timeout:
                if asyncio.get_running_loop().time() > self.deadline:
                    said = "another checkout of the same repository holds the mirror"
                    raise errors.TimedOut("git", self.request, said) from None
                await asyncio.sleep(0.1)
            else:
                return

    async def _or_renew(
        self, act: Callable[[], Awaitable[T]], again: Callable[[], Awaitable[T]]
    ) -> T:
        """Act; where a kept mirror is in the way, act once more with an empty one."""
        kept = self.mirror.exists()
        with self._room():
            try:
                return await act()
            except (GitConfused, errors.TooLarge):
                if not kept:
                    raise
                await asyncio.to_thread(shutil.rmtree, self.mirror)
                return await again()

    async def _export_through_mirror(self, tree: Path) -> Checkout:
        branch = await self._branch()
        sha = await self._fetch(branch, "--depth=1")
        await self._write(sha, tree)
        return Checkout(path=tree, sha=sha, branch=branch)

    async def _fetch_since(self, since: datetime) -> str:
        """Fetch as many commits as it takes to reach one from before `since`, if there is one.

        By their number: by time, git would cut a branch off wherever something old is merged.
        """
        branch = await self._branch()
        depth = max(_FIRST_COMMITS, len(await self._chain(branch)))
        while True:
            sha = await self._fetch(branch, f"--depth={min(depth, MOST_COMMITS)}")
            chain = await self._chain(branch)
            if depth >= MOST_COMMITS or len(chain) < depth or chain[-1] < since.timestamp():
                return sha
            depth *= 4

    async def _fetch_between(self, previous: str, sha: str) -> None:
        """Fetch as many commits as it takes to connect two of them, either being the newer."""
        await self._initialise()
        depth = _FIRST_COMMITS
        while True:
            try:
                await self._fetch_commits(depth, previous, sha)
                missing = False
            except errors.BranchMissing:
                # Some hosts give by name only what a branch begins with.
                missing = not await self._fetch_by_branch(depth, previous, sha)
                if missing and depth >= MOST_COMMITS:
                    raise
            if not missing and (depth >= MOST_COMMITS or not await self._is_cut(previous, sha)):
                return
            depth *= 4

    async def _fetch_by_branch(self, depth: int, *shas: str) -> bool:
        """Fetch a branch so far back, and tell whether it brought the commits."""
        await self._fetch(await self._branch(), f"--depth={depth}")
        try:
            for number, sha in enumerate(shas):
                await self._git("fetching", ["update-ref", f"refs/deploys/{number}", sha])
        except GitConfused:
            return False
        return True

    async def _fetch_commits(self, depth: int, *shas: str) -> None:
        # Kept under names of their own, or the next tidying up would throw them away.
        named = [f"+{sha}:refs/deploys/{number}" for number, sha in enumerate(shas)]
        await self._git(
            "fetching",
            ["fetch", "--quiet", f"--depth={depth}", "--no-tags", "--force",
             "--no-recurse-submodules", "--no-write-fetch-head", "--end-of-options",
             self.address.url, *named],
            size_limited=True,
        )  # fmt: skip

    async def _is_cut(self, previous: str, sha: str) -> bool:
        """Tell whether one of the two has commits of its own whose parents are not here."""
        listed = await self._git(
            "fetching", ["rev-list", "--first-parent", "--left-right", f"{previous}...{sha}"]
        )
        shallow = self.mirror / "shallow"
        ends = shallow.read_text().split() if shallow.exists() else []
        return bool(set(ends) & {line[1:] for line in listed.splitlines()})

    async def _chain(self, branch: str) -> list[int]:
        """Return the times of a branch's commits, as far as they are here, newest first."""
        command = ["rev-list", "--first-parent", "--timestamp", f"refs/heads/{branch}"]
        try:
            listed = await self._git("fetching", command)
        except GitConfused:  # nothing of it is here yet
            return []
        return [int(line.split()[0]) for line in listed.splitlines()]

    async def _branch(self) -> str:
        await self._initialise()
        return self.address.branch or await self._default_branch()

    async def _fetch(self, branch: str, reach: str) -> str:
        reference = f"refs/heads/{branch}"
        await self._git(
            "fetching",
            ["fetch", "--quiet", reach, "--no-tags", "--force", "--no-recurse-submodules",
             "--no-write-fetch-head", "--end-of-options", self.address.url,
             f"+{reference}:{reference}"],
            size_limited=True,
        )  # fmt: skip
        sha = await self._git("fetching", ["rev-parse", "--verify", f"{reference}^{{commit}}"])
        return sha.strip()

    async def _initialise(self) -> None:
        if not (self.mirror / "HEAD").exists():
            await self._git("fetching", ["init", "--quiet", "--bare", "--template="])
        information = self.mirror / "info"
        information.mkdir(exist_ok=True)
        (information / "attributes").write_text(_NO_CONVERSION)

    async def _default_branch(self) -> str:
        listed = await self._git(
            "asking for the default branch",
            ["ls-remote", "--symref", "--end-of-options", self.address.url, "HEAD"],
        )
        if found := re.search(r"^ref: refs/heads/(.+)\tHEAD$", listed, re.MULTILINE):
            return found[1]
        advice = "name the branch to read in the settings, or push a first commit"
        said = "the repository names no default branch"
        raise errors.BranchMissing("git", self.request, said, advice=advice)

    async def _write(self, sha: str, tree: Path) -> None:
        listed = await self._git("writing", ["ls-tree", "-r", "-l", "-z", "--full-tree", sha])
        files = [entry for entry in _entries(listed) if entry.mode.startswith(_REGULAR_FILE)]
        # Before anything is written: a small pack can unfold to any size.
        self._refuse_above_limit(sum(entry.size for entry in files))
        await asyncio.to_thread(tree.mkdir)
        place = {"GIT_INDEX_FILE": f"{tree}.index", "GIT_WORK_TREE": str(tree)}
        await self._git("writing", ["read-tree", sha], extra=place)
        await self._git(
            "writing",
            ["checkout-index", "--quiet", "-z", "--stdin"],
            extra=place,
            stdin="".join(f"{entry.path}\0" for entry in files).encode(errors="surrogateescape"),
        )

    async def _git(
        self,
        phase: str,
        arguments: list[str],
        *,
        size_limited: bool = False,
        extra: dict[str, str] | None = None,
        stdin: bytes | None = None,
    ) -> str:
        self.mirror.mkdir(exist_ok=True)
        watch = Watch(self.deadline, beat=lambda: self.heartbeat(phase))
        if size_limited:
            check = lambda: self._refuse_above_limit(_bytes_on_disk(self.mirror))  # noqa: E731
            watch = replace(watch, check=check)
        env = {**self.env, **(extra or {}), "GIT_DIR": str(self.mirror)}
        return await run(
            self.request, arguments, env=env, watch=watch, stdin=stdin, secret=self.address.token
        )

    def _refuse_above_limit(self, size: int) -> None:
        if size > self.limits.disk_bytes:
            said = f"more than {self.limits.disk_bytes} bytes for one checkout"
            raise errors.TooLarge("git", self.request, said)


def _checked(request: str, address: RepositoryAddress) -> dict[str, str]:
    """Return git's settings for an address. Raises `OperatorMustAct` if it is not fit for git."""
    parts = urlsplit(address.url)
    if "@" in parts.netloc:
        advice = "take user name and password out of the address; tokens have their own setting"
        raise errors.AddressWrong("git", request, "credentials in the address", advice=advice)
    scheme = "file" if address.url.startswith("/") else parts.scheme
    if scheme not in {"https", "http", "file"}:
        advice = "use https://, http://, file:// or an absolute folder"
        raise errors.AddressWrong("git", request, f"scheme {scheme or 'missing'}", advice=advice)
    if address.branch is not None and not _BRANCH.fullmatch(address.branch):
        said = f"{address.branch!r} is not a branch name"
        raise errors.BranchMissing("git", request, said)
    allowed = {f"protocol.{scheme}.allow": "always"}
    if address.token is None or scheme == "file":
        return allowed
    return allowed | credential_settings(address.url, address.token)


def _entries(listed: str) -> list[_Entry]:
    """Read `ls-tree -l -z`: `MODE TYPE OBJECT SIZE<tab>PATH`, size `-` for a submodule."""
    entries: list[_Entry] = []
    for line in filter(None, listed.split("\0")):
        facts, path = line.split("\t", 1)
        mode, _, _, size = facts.split()
        entries.append(_Entry(mode, int(size) if size.isdigit() else 0, path))
    return entries


def _bytes_on_disk(folder: Path) -> int:
    """Add up a mirror. Files that git renames or removes meanwhile are not counted."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except FileNotFoundError:
                continue
    return total
