"""How pure code reads a tree without touching a disk."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

Stamp = tuple[int, ...]
"""What a file system says about one state of a file: two states of one file never share it."""


class SourceFile(NamedTuple):
    """A regular file of a tree: POSIX path relative to its root, size in bytes."""

    path: str
    size: int
    stamp: Stamp | None = None
    """None where the tree has none, or where a change of the file might not show in it."""


class SourceTree(Protocol):
    """A checkout, seen as files. Symbolic links are not files and are never followed."""

    @property
    def unreadable(self) -> Sequence[str]:
        """What is there and could so far not be listed or read, as paths relative to the root."""
        ...

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every file in the order of paths; a folder is walked if `enter(its path)`."""
        ...

    def read(self, path: str) -> bytes:
        """Return one file's bytes. Raises `OSError` if it cannot be read."""
        ...
