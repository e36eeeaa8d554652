"""The door to source code: check a repository out and find where flags are asked for."""

import asyncio
from collections.abc import Mapping

from temporalio import activity

from activities.call_sites import locate_in_folder
from activities.heartbeat import beating
from activities.payloads import LocateFlags
from activities.wiring import Repository
from clients.apart import apart
from clients.git import Git
from codebase.tree.memory import Memory
from scans.model import RepositoryCode


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
                # It may take all of a processor for seconds, and a hostile repository's memory.
                return await apart(
                    locate_in_folder,
                    checkout.path,
                    request.repository,
                    checkout.sha,
                    wanted=request.wanted,
                    known=request.known,
                    ignore=repository.ignore,
                    memory=self._memory,
                )
