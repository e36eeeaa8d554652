"""From a folder to a folder without a flag: the plain function around the engine."""

from collections.abc import Collection
from pathlib import Path

from clients.checkout import FolderTree
from clients.forks import forks_of_this_machine
from codebase.removal import RemovalResult, remove_flag
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
