"""From a folder to the call sites that a scan asks for: the plain functions around the finder."""

from collections.abc import Collection
from pathlib import Path

from clients.checkout import FolderTree
from clients.forks import forks_of_this_machine
from codebase.finding.guard import is_doubt
from codebase.index import find_usages
from codebase.remembered import remembered_usages
from codebase.tree.memory import Memory
from codebase.tree.survey import Survey
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
        unread_files=sum(is_doubt(skip.reason) for skip in usages.skipped),
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
    usages = remembered_usages(tree, memory, find_together, place=repository, ignore=ignore)
    return flags_of_interest(usages, repository, sha, wanted=wanted, known=known)


def find_together(survey: Survey) -> Usages:
    """Search with all cores of this machine, as far as this process may be copied."""
    return find_usages(survey, crew=forks_of_this_machine())


def locate_in_folder(
    folder: Path,
    repository: str,
    sha: str,
    *,
    wanted: Collection[str],
    known: Collection[str],
    ignore: Collection[str] = (),
    memory: Memory | None = None,
) -> RepositoryCode:
    """Do the same for a checkout; everything it is given can be sent to another process."""
    return locate_flags(
        FolderTree(folder),
        repository,
        sha,
        wanted=wanted,
        known=known,
        ignore=ignore,
        memory=memory,
    )
