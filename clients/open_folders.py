"""The folders of a tree as descriptors, so that no path can be turned into another one."""

import errno
import os
import pathlib
import stat
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

T = TypeVar("T")

_ROOM = 32
"""Descriptors that are kept for the next file of the same folder."""

_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class OpenFolders:
    """Opens each folder inside its parent, never through a symbolic link.

    A path that was checked can become a link before it is used; a descriptor stays the folder that
    was checked. May be used by several threads. Every method raises `OSError`: if something is
    not there, may not be read, is reached through a link, or its path leads out of the root.
    """

    def __init__(self, root: pathlib.Path) -> None:
        self._root = root
        self._open: dict[str, int] = {}
        self._lock = threading.Lock()
        weakref.finalize(self, _close, self._open)

    def listed(self, folder: str) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        """Return what `os.scandir` says of a folder; "" is the root."""
        with self._lock:
            return os.scandir(self._folder(folder))

    def open(self, path: str) -> int:
        """Return a descriptor to read from. The caller closes it."""
        return self._inside(path, lambda name, at: os.open(name, _FILE, dir_fd=at))

    def state(self, path: str) -> os.stat_result:
        """Return the state of what has this path, be it a link."""
        return self._inside(path, lambda name, at: os.stat(name, dir_fd=at, follow_symlinks=False))

    def _inside(self, path: str, use: Callable[[str, int], T]) -> T:
        """Call `use` with a file's name and the descriptor of its folder."""
        if not path or path[0] == "/" or "\0" in path or ".." in path.split("/"):
            raise OSError(errno.EINVAL, "not a path inside the checkout", path)
        folder, _, name = path.rpartition("/")
        with self._lock:
            try:
                if folder in self._open:
                    try:
                        return use(name, self._open[folder])
                    except FileNotFoundError:  # perhaps the folder itself was made anew
                        _close(self._open)
                return use(name, self._folder(folder))
            except OSError as error:
                raise OSError(error.errno, error.strerror, path) from None

    def _folder(self, path: str) -> int:
        missing: list[str] = []
        at = path
        while at and at not in self._open:
            missing.append(at)
            at = at.rpartition("/")[0]
        if at not in self._open:
            self._keep("", os.open(self._root, _FOLDER))
        descriptor = self._open[at]
        for folder in reversed(missing):
            descriptor = _subfolder(folder.rpartition("/")[2], descriptor)
            self._keep(folder, descriptor)
        return descriptor

    def _keep(self, folder: str, descriptor: int) -> None:
        self._open[folder] = descriptor
        if len(self._open) > _ROOM:
            os.close(self._open.pop(next(iter(self._open))))


def _subfolder(name: str, parent: int) -> int:
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, "a symbolic link", name) from None
        raise


def _close(descriptors: dict[str, int]) -> None:
    while descriptors:
        os.close(descriptors.popitem()[1])
