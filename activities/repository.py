"""The door to source code: check a repository out and find where flags are asked for."""

import asyncio
from collections.abc import Collection, Mapping

from temporalio import activity

from activities.heartbeat import beating
from activities.payloads import LocateFlags
from activities.wiring import Repository
from clients.checkout import FolderTree
from clients.git import Git
from codebase.memory import Memory
from codebase.remembered import remembered_usages
from scans.model import RepositoryCode, SourceTree, Usages


def flags_of_interest(
    usages: Usages,
    repository: str,
    sha: str,
    *,
    wanted: Collection[str],
    known: Collection[str],
) -> RepositoryCode:
    """Keep what a stale-flag scan needs: sites of `wanted` keys and of keys nobody knows."""
    wanted_keys, known_keys = frozenset(wanted), frozenset(known)
    return RepositoryCode(
        repository=repository,
        sha=sha,
        sites=tuple(
            site
            for site in usages.usages
            if site.kind == "flag" and (site.name in wanted_keys or site.name not in known_keys)
        ),
        dynamic=tuple(site for site in usages.dynamic if site.kind == "flag"),
        unread_files=sum(skip.reason in UNREAD_REASONS for skip in usages.skipped),
    )


def locate_flags(
    tree: SourceTree,
    repository: str,
    sha: str,
    *,
    wanted: Collection[str],
    known: Collection[str],
    ignore: Collection[str] = (),
    memory: Memory | None = None,
) -> RepositoryCode:
    """Find the call sites of one tree that decide about `wanted` flags."""
    usages = remembered_usages(tree, memory, place=repository, ignore=ignore)
    return flags_of_interest(usages, repository, sha, wanted=wanted, known=known)


UNREAD_REASONS = frozenset({"unreadable"})
"""Skips that leave a doubt. A vendored or generated file is skipped because it does not matter."""


class RepositoryActivities:
    """Holds the clone cache, the addresses of the repositories and what is known of their code."""

    def __init__(
        self, git: Git, repositories: Mapping[str, Repository], memory: Memory | None = None
    ) -> None:
        self._git = git
        self._repositories = repositories
        self._memory = memory

    @activity.defn(name="locate_flags")
    async def locate_flags(self, request: LocateFlags) -> RepositoryCode:
        """Check one repository out and find its call sites."""
        repository = self._repositories[request.repository]
        async with beating() as pulse:
            address = await asyncio.to_thread(repository.readable_address)
            async with self._git.checkout(address, pulse) as checkout:
                pulse("finding call sites")
                return await asyncio.to_thread(
                    locate_flags,
                    FolderTree(checkout.path),
                    request.repository,
                    checkout.sha,
                    wanted=request.wanted,
                    known=request.known,
                    ignore=repository.ignore,
                    memory=self._memory,
                )
