"""From a folder to a folder without a flag or an event: the plain functions around the engine."""

from collections.abc import Collection
from pathlib import Path

from clients.checkout import FolderTree
from clients.forks import forks_of_this_machine
from codebase.removal import EventRemovalResult, RemovalResult, remove_event, remove_flag
from codebase.removal.second_parser import SecondParsers
from scans.model import FixedValue


def remove_in_folder(
    folder: Path,
    flag: str,
    value: FixedValue,
    parsers: SecondParsers | None,
    ignore: Collection[str] = (),
) -> RemovalResult:
    """Take a flag out of a checkout, in memory; all of it can be sent between processes."""
    tree, crew = FolderTree(folder), forks_of_this_machine()
    return remove_flag(tree, flag, value, parsers=parsers, crew=crew, ignore=ignore)


def remove_event_in_folder(
    folder: Path,
    event: str,
    parsers: SecondParsers | None,
    ignore: Collection[str] = (),
) -> EventRemovalResult:
    """Take the captures of an event out of a checkout, in the same way."""
    tree, crew = FolderTree(folder), forks_of_this_machine()
    return remove_event(tree, event, parsers=parsers, crew=crew, ignore=ignore)
