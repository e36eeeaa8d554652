"""A folder on this machine, seen as a tree of source files."""

import os
import pathlib
import posixpath
import stat
from collections.abc import Callable, Iterator

from scans.model import SourceFile


class FolderTree:
    """Reads a folder the way `scans.model.SourceTree` asks. Never follows a symbolic link.

    A folder that cannot be listed yields nothing; whoever needs every file learns of it from
    `unreadable` after the walk.
    """

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self._plain = set[str]()
        self.unreadable: list[str] = []
        """Folders that could not be listed, as POSIX paths relative to the root."""

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every regular file in the order of paths; a folder is walked if `enter(path)`.

        Raises `OSError` if the root itself cannot be listed.
        """
        self.unreadable = []
        stack: list[str | SourceFile] = [""]
        while stack:
            item = stack.pop()
            if isinstance(item, SourceFile):
                yield item
            else:
                stack.extend(reversed(self._list(item, enter)))

    def _list(self, folder: str, enter: Callable[[str], bool]) -> list[str | SourceFile]:
        found: list[str | SourceFile] = []
        try:
            with os.scandir(self.root / folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            if not folder:
                raise
            self.unreadable.append(folder)
            return []
        for entry in listed:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if enter(path):
                    found.append(path)
            elif entry.is_file(follow_symlinks=False):
                found.append(SourceFile(path, entry.stat(follow_symlinks=False).st_size))
        return found

    def read(self, path: str) -> bytes:
        """Return one file's bytes.

        Raises `OSError` if it cannot be read, is a symbolic link, or lies outside the root.
        """
        parts = pathlib.PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise OSError(f"{path!r} is not a path inside the checkout")
        self._refuse_links(posixpath.dirname(path))
        descriptor = os.open(self.root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            return file.read()

    def _refuse_links(self, folder: str) -> None:
        """Check once that no folder on the way is a symbolic link."""
        if not folder or folder in self._plain:
            return
        self._refuse_links(posixpath.dirname(folder))
        if stat.S_ISLNK(os.lstat(self.root / folder).st_mode):
            raise OSError(f"{folder!r} is a symbolic link")
        self._plain.add(folder)
