"""How pure code reads a tree without touching a disk."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol


class SourceFile(NamedTuple):
    """A regular file of a tree: POSIX path relative to its root, size in bytes."""

    path: str
    size: int


class SourceTree(Protocol):
    """A checkout, seen as files. Symbolic links are not files and are never followed."""

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every file in the order of paths; a folder is walked if `enter(its path)`."""
        ...

    def read(self, path: str) -> bytes:
        """Return one file's bytes. Raises `OSError` if it cannot be read."""
        ...
