"""The door to source code: check a repository out and find where it asks PostHog for what."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

from temporalio import activity

from activities.call_sites import locate_in_folder
from activities.event_sites import aged, captured_in_folder, event_sites_in_folder
from activities.heartbeat import Pulse, beating
from activities.payloads import LocateEvents, LocateFlags, ReadNames
from activities.wiring import Repository
from clients.apart import apart
from clients.git import Git, RepositoryAddress
from codebase.removal.second_parser import SecondParsers
from codebase.tree.memory import Memory
from scans.model import CapturedNames, EventCode, RepositoryCode

T = TypeVar("T")


class RepositoryActivities:
    """Holds the clone cache, the addresses of the repositories and what is known of their code."""

    def __init__(
        self,
        git: Git,
        repositories: Mapping[str, Repository],
        memory: Memory | None = None,
        parsers: SecondParsers | None = None,
    ) -> None:
        self._git = git
        self._repositories = repositories
        self._memory = memory
        self._parsers = parsers

    @activity.defn(name="captured_events")
    async def captured_events(self, request: ReadNames) -> CapturedNames:
        """Check one repository out and name the events that it captures."""
        repository = self._repositories[request.repository]
        async with beating() as pulse:
            address = await asyncio.to_thread(repository.readable_address)
            return await self._search(
                repository, address, pulse, "finding captures", captured_in_folder
            )

    @activity.defn(name="event_sites")
    async def event_sites(self, request: LocateEvents) -> EventCode:
        """Check one repository out and find the captures of some events."""
        repository = self._repositories[request.repository]
        async with beating() as pulse:
            address = await asyncio.to_thread(repository.readable_address)
            code = await self._search(
                repository,
                address,
                pulse,
                "finding captures",
                event_sites_in_folder,
                wanted=request.wanted,
                parsers=self._parsers,
                removals=request.removals,
            )
            return await self._aged(code, request, address, pulse)

    async def _aged(
        self, code: EventCode, request: LocateEvents, address: RepositoryAddress, pulse: Pulse
    ) -> EventCode:
        """Say since when captures are on the branch, where that decides."""
        places = {
            (each.site.file, each.site.line)
            for each in code.sites
            if each.site.name in request.aged
        }
        if request.since is None or not places:
            return code
        pulse("reading the history")
        async with self._git.history(address, request.since, pulse) as history:
            # Somebody may have pushed in between: then a line is another one by now.
            ages = await history.at(code.sha).line_ages(sorted(places))
        return aged(code, ages)

    @activity.defn(name="locate_flags")
    async def locate_flags(self, request: LocateFlags) -> RepositoryCode:
        """Check one repository out and find its call sites."""
        repository = self._repositories[request.repository]
        async with beating() as pulse:
            address = await asyncio.to_thread(repository.readable_address)
            return await self._search(
                repository,
                address,
                pulse,
                "finding call sites",
                locate_in_folder,
                wanted=request.wanted,
                known=request.known,
            )

    async def _search(
        self,
        repository: Repository,
        address: RepositoryAddress,
        pulse: Pulse,
        what: str,
        find: Callable[..., T],
        **asked: object,
    ) -> T:
        """Check a repository out and search it in a process of its own.

        It may take all of a processor for seconds, and a hostile repository's memory.
        """
        async with self._git.checkout(address, pulse) as checkout:
            pulse(what)
            return await apart(
                find,
                checkout.path,
                repository.name,
                checkout.sha,
                ignore=repository.ignore,
                memory=self._memory,
                **asked,
            )
