"""From a folder to what its code says about events: which are captured, where, and by whom."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from activities.call_sites import find_together
from clients.checkout import FolderTree
from clients.forks import forks_of_this_machine
from codebase.finding.guard import is_doubt
from codebase.remembered import remembered_usages
from codebase.removal import EventRemovals
from codebase.removal.places import is_rehearsed
from codebase.removal.second_parser import SecondParsers
from codebase.tree.memory import Memory
from scans.model import (
    CallSite,
    CapturedNames,
    DynamicSite,
    EventCode,
    EventSite,
    SourceTree,
    UnusedHelper,
    Usages,
)

Place = tuple[str, int]
"""A file and one of its lines, 1-based."""

MOST_TRIED = 200
"""Events whose removal is tried in one repository: each may take a tenth of a second."""

NOT_ASKED = "nobody asked whether it can go"

NOT_TRIED = f"not tried: more than {MOST_TRIED} events were asked for at once"

Site = TypeVar("Site", CallSite, DynamicSite)


def captured_in_tree(
    tree: SourceTree,
    repository: str,
    sha: str,
    *,
    ignore: Collection[str] = (),
    memory: Memory | None = None,
) -> CapturedNames:
    """Say which events a tree captures, by name. PostHog's own (`$…`) are left out.

    Raises `ValueError` if a pattern of `ignore` cannot be read.
    """
    usages = remembered_usages(tree, memory, find_together, place=repository, ignore=ignore)
    return captured_names(usages, repository, sha)


def captured_names(usages: Usages, repository: str, sha: str) -> CapturedNames:
    """Keep the names of the events among the call sites of a tree."""
    sites = _events(usages.usages)
    helper_of = _Helpers(usages.unused)
    known = {s.name for s in sites if s.confidence != "possible" and not is_rehearsed(s.file)}
    called = {site.name for site in sites if helper_of(site) is None}
    return CapturedNames(
        repository=repository,
        sha=sha,
        names=tuple(sorted(known)),
        possible=tuple(sorted({site.name for site in sites} - known)),
        uncalled=tuple(sorted(known - called)),
        prefixes=tuple(sorted({site.prefix for site in _computed(usages, helper_of)})),
        unread_files=_doubts(usages),
    )


def event_sites_in_tree(
    tree: SourceTree,
    repository: str,
    sha: str,
    *,
    wanted: Collection[str],
    ages: Mapping[Place, datetime] | None = None,
    ignore: Collection[str] = (),
    memory: Memory | None = None,
    parsers: SecondParsers | None = None,
    removals: bool = True,
) -> EventCode:
    """Find the captures of the `wanted` events, and say which could be taken out.

    That is asked of the removal itself: a site is removable if every capture of its event in its
    file goes, with all proofs. `parsers` are asked too, where there are some. Without `removals`
    nobody asks, and no site counts as removable.
    Raises `ValueError` if a pattern of `ignore` cannot be read.
    """
    usages = remembered_usages(tree, memory, find_together, place=repository, ignore=ignore)
    code = event_sites(
        tree,
        usages,
        repository,
        sha,
        wanted=wanted,
        ignore=ignore,
        parsers=parsers,
        removals=removals,
    )
    return aged(code, ages or {})


def event_sites(
    tree: SourceTree,
    usages: Usages,
    repository: str,
    sha: str,
    *,
    wanted: Collection[str],
    ignore: Collection[str] = (),
    parsers: SecondParsers | None = None,
    removals: bool = True,
) -> EventCode:
    """Do the same for a tree whose call sites are known already; nothing tells their age."""
    helper_of, asked = _Helpers(usages.unused), frozenset(wanted)
    sites = [site for site in _events(usages.usages) if site.name in asked]
    why_not = _why_not(tree, sites if removals else (), parsers, ignore)
    return EventCode(
        repository=repository,
        sha=sha,
        sites=tuple(_judged(site, why_not(site), helper_of(site)) for site in sites),
        dynamic=tuple(
            site
            for site in _computed(usages, helper_of)
            if any(name.startswith(site.prefix) for name in asked)
        ),
        unread_files=_doubts(usages),
    )


def aged(code: EventCode, ages: Mapping[Place, datetime]) -> EventCode:
    """Say of every site since when its line is on the default branch, as far as `ages` knows."""
    return code.model_copy(
        update={
            "sites": tuple(
                each.model_copy(update={"since": ages.get((each.site.file, each.site.line))})
                for each in code.sites
            )
        }
    )


def captured_in_folder(
    folder: Path,
    repository: str,
    sha: str,
    *,
    ignore: Collection[str] = (),
    memory: Memory | None = None,
) -> CapturedNames:
    """Do the same for a checkout; everything it is given can be sent to another process."""
    return captured_in_tree(FolderTree(folder), repository, sha, ignore=ignore, memory=memory)


def event_sites_in_folder(
    folder: Path,
    repository: str,
    sha: str,
    *,
    wanted: Collection[str],
    ages: Mapping[Place, datetime] | None = None,
    ignore: Collection[str] = (),
    memory: Memory | None = None,
    parsers: SecondParsers | None = None,
    removals: bool = True,
) -> EventCode:
    """Do the same for a checkout; everything it is given can be sent to another process."""
    return event_sites_in_tree(
        FolderTree(folder),
        repository,
        sha,
        wanted=wanted,
        ages=ages,
        ignore=ignore,
        memory=memory,
        parsers=parsers,
        removals=removals,
    )


class _Helpers:
    """Which of the functions that nothing calls a place stands in."""

    def __init__(self, unused: Iterable[UnusedHelper]) -> None:
        self._by_file: dict[str, list[UnusedHelper]] = {}
        for helper in unused:
            self._by_file.setdefault(helper.file, []).append(helper)

    def __call__(self, site: CallSite | DynamicSite) -> UnusedHelper | None:
        here = self._by_file.get(site.file, ())
        return next((each for each in here if each.line <= site.line <= each.end_line), None)


def _events(sites: Iterable[Site]) -> list[Site]:
    """Return the captures of events that a project has named itself."""
    return [site for site in sites if site.kind == "event" and not _own(site)]


def _own(site: CallSite | DynamicSite) -> bool:
    """Tell whether a name begins like those that PostHog has given."""
    return (site.name if isinstance(site, CallSite) else site.prefix).startswith("$")


def _computed(usages: Usages, helper_of: _Helpers) -> list[DynamicSite]:
    """Return the captures under a computed name, but for those that can never run."""
    found: list[DynamicSite] = []
    for site in _events(usages.dynamic):
        helper = helper_of(site)
        if helper is None or helper.exported:
            found.append(site)
    return found


def _doubts(usages: Usages) -> int:
    return sum(is_doubt(skip.reason) for skip in usages.skipped)


def _judged(site: CallSite, why_not: str, helper: UnusedHelper | None) -> EventSite:
    return EventSite(
        site=site,
        removable=not why_not,
        why_not=why_not,
        helper=helper.name if helper is not None else "",
        exported=helper is not None and helper.exported,
    )


def _why_not(
    tree: SourceTree,
    sites: Collection[CallSite],
    parsers: SecondParsers | None,
    ignore: Collection[str],
) -> Callable[[CallSite], str]:
    """Try the removal of every event once; return why a site of one stays, empty if it goes."""
    names = sorted({site.name for site in sites})
    if not names:
        return lambda _: NOT_ASKED
    crew = forks_of_this_machine()
    removals = EventRemovals(tree, parsers=parsers, crew=crew, ignore=ignore)
    tried = {name: removals.attempt(name, whole=False) for name in names[:MOST_TRIED]}

    def why_not(site: CallSite) -> str:
        attempt = tried.get(site.name)
        return attempt.why_not(site.file, site.line) if attempt is not None else NOT_TRIED

    return why_not
