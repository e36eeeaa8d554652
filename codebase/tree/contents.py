"""The bytes of a tree: each file once, as far as there is room to keep it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha1

from scans.model import SourceFile, SourceTree

ROOM = 24 * 1024 * 1024
"""Bytes that are kept. What does not fit is read again whenever it is asked for."""

BlobId = bytes
"""Git's name for some bytes: 20 bytes."""


def blob_id(content: bytes) -> BlobId:
    """Return git's name for some bytes."""
    digest = sha1(b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.digest()


class Contents:
    """A `SourceTree` in front of another one, which reads less often from it.

    It keeps what came first and drops nothing: who reads a tree from end to end, several times,
    would find nothing in a store of what came last.
    """

    def __init__(self, tree: SourceTree, *, room: int = ROOM, identify: bool = False) -> None:
        self._tree = tree
        self._room = room
        self._identify = identify
        self._kept: dict[str, bytes] = {}
        self.ids: dict[str, BlobId | None] = {}
        """What every file was when it was first read, if asked to `identify`; None: unreadable."""
        self.moved = False
        """Whether a file turned out to be another one than its entry in `ids`."""
        self.taken = set[str]()
        """The files that were read."""

    @property
    def unreadable(self) -> Sequence[str]:
        """What could so far not be listed or read."""
        return self._tree.unreadable

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every file in the order of paths; a folder is walked if `enter(its path)`."""
        return self._tree.files(enter)

    def read(self, path: str) -> bytes:
        """Return one file's bytes. Raises `OSError` if it cannot be read."""
        content = self._kept.get(path)
        return self._read(path) if content is None else content

    def _read(self, path: str) -> bytes:
        try:
            content = self._tree.read(path)
        except OSError:
            self._note(path, None)
            raise
        self.taken.add(path)
        if self._identify:
            self._note(path, blob_id(content))
        if len(content) <= self._room:
            self._room -= len(content)
            self._kept[path] = content
        return content

    def adopt(self, ids: Mapping[str, BlobId | None], *, moved: bool) -> None:
        """Take over what somebody else read of the same tree."""
        for path, blob in ids.items():
            self._note(path, blob)
        self.moved = self.moved or moved

    def _note(self, path: str, blob: BlobId | None) -> None:
        if self.ids.setdefault(path, blob) != blob:
            self.moved = True
