"""How commands search a checkout: with all cores, and with what is remembered of earlier runs."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import WrongCommand

if TYPE_CHECKING:
    from rich.status import Status

    from codebase.finding.crew import Crew
    from codebase.tree.memory import Memory
    from codebase.tree.survey import Survey
    from scans.model import Usages


def checked_patterns(ignore: list[str]) -> list[str]:
    """Return the patterns of `--ignore`. Raises `WrongCommand` for one that cannot be read."""
    from codebase.tree.skipping import is_pattern

    for pattern in ignore:
        if not is_pattern(pattern):
            raise WrongCommand(f"--ignore: {pattern!r} is no pattern; write one as in a .gitignore")
    return ignore


def memory_in(folder: Path | None) -> "Memory | None":
    """Return what remembers earlier runs; None where there is no place for it."""
    from platformdirs import user_cache_path

    from clients.index_memory import IndexMemory, engine_of

    if folder is None:
        folder = user_cache_path("groundskeeper")
        if not folder.is_absolute():  # a user without a home
            return None
    return IndexMemory(folder.absolute() / "index", engine_of("codebase", "scans.model"))


def search(
    root: Path, ignore: list[str], memory: "Memory | None", shown: "Status | None"
) -> "Usages":
    """Return every call site of a checkout."""
    from clients.checkout import FolderTree
    from codebase.remembered import remembered_usages

    tree, place = FolderTree(root), str(root.resolve())
    find = partial(_together, shown)
    return remembered_usages(tree, memory, find, place=place, ignore=ignore)


def _together(shown: "Status | None", survey: "Survey") -> "Usages":
    """Search with all cores of this machine."""
    from codebase.index import find_usages

    return find_usages(survey, crew=crew_of(shown))


def crew_of(shown: "Status | None") -> "Crew | None":
    """Return all cores of this machine.

    What is shown moves by a thread, and a process with threads may not be copied: it waits.
    """
    from clients.forks import forks_of_this_machine

    if shown is not None:
        shown.stop()
        for thread in set(threading.enumerate()) - {threading.current_thread()}:
            thread.join(1)
    return forks_of_this_machine(shown.start if shown is not None else None)
