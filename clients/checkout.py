"""A folder on this machine, seen as a tree of source files; and how some of them change."""

import contextlib
import errno
import os
import pathlib
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping

from clients.open_folders import OpenFolders
from scans.model import SourceFile, Stamp

_SETTLED_NS = 2_000_000_000
"""The coarsest clock of a file system: FAT writes times in steps of two seconds."""

_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EINVAL})
"""Reasons why there is no such file in the tree, rather than one that cannot be read."""

_PART = 1 << 16


class FolderTree:
    """Reads a folder the way `scans.model.SourceTree` asks. Never follows a symbolic link.

    A folder that cannot be listed yields nothing; whoever needs every file learns of it from
    `unreadable` afterwards.
    """

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self._folders = OpenFolders(root)
        self._unreadable: dict[str, None] = {}

    @property
    def unreadable(self) -> list[str]:
        """What is there and could not be listed or read, as POSIX paths relative to the root."""
        return list(self._unreadable)

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every regular file in the order of paths; a folder is walked if `enter(path)`.

        A file has no stamp if it changed so short a time ago that another change may not show.
        Raises `OSError` if the root itself cannot be listed.
        """
        settled = time.time_ns() - _SETTLED_NS
        stack: list[str | SourceFile] = [""]
        while stack:
            item = stack.pop()
            if isinstance(item, SourceFile):
                yield item
            elif not item or enter(item):
                stack.extend(self._listed(item, settled))

    def _listed(self, folder: str, settled: int) -> list[str | SourceFile]:
        """Return what a folder holds, last path first: `a/b` before `a-b/c`."""
        found: list[tuple[str, str | SourceFile]] = []
        prefix = f"{folder}/" if folder else ""
        try:
            with self._folders.listed(folder) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        found.append((path + "/", path))
                    elif entry.is_file(follow_symlinks=False):
                        file = self._file(entry, path, settled)
                        found.extend([(path, file)] if file else [])
        except OSError:
            if not folder:
                raise
            self._unreadable[folder] = None
            return []
        found.sort(key=_place, reverse=True)
        return [item for _, item in found]

    def _file(self, entry: os.DirEntry[str], path: str, settled: int) -> SourceFile | None:
        try:
            state = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # removed since it was listed
            return None
        except PermissionError:
            self._unreadable[path] = None
            return None
        return SourceFile(path, state.st_size, _stamp(state, settled))

    def read(self, path: str) -> bytes:
        """Return one file's bytes.

        Raises `OSError` if it cannot be read, is a symbolic link, or lies outside the root.
        """
        try:
            descriptor = self._folders.open(path)
            try:
                return _content(descriptor, path)
            finally:
                os.close(descriptor)
        except OSError as error:
            if error.errno not in _GONE:
                self._unreadable[path] = None
            raise

    def check_regular(self, path: str) -> None:
        """Raise `OSError` unless `path` is a regular file of the folder, reached without a link."""
        if not stat.S_ISREG(self._folders.state(path).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)


def _place(item: tuple[str, str | SourceFile]) -> str:
    return item[0]


def _stamp(state: os.stat_result, settled: int) -> Stamp | None:
    modified, changed = state.st_mtime_ns, state.st_ctime_ns
    if modified >= settled or changed >= settled:
        return None
    return state.st_size, modified, state.st_ino, changed


def _content(descriptor: int, path: str) -> bytes:
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)
    content = os.read(descriptor, state.st_size + 1)
    if len(content) == state.st_size:
        return content
    parts = [content]  # it grows or shrinks while it is read
    while parts[-1]:
        parts.append(os.read(descriptor, _PART))
    return b"".join(parts)


def write_files(root: pathlib.Path, contents: Mapping[str, bytes | None]) -> None:
    """Give files of the folder new contents; None removes one. A file keeps its mode.

    Every new content is on disk, beside its file, before the first file changes: a disk that is
    full leaves the folder as it was. Each file then changes at once, so nobody reads half of one.
    Raises `OSError` naming the file if it cannot be written, is no regular file, or is reached
    through a symbolic link.
    """
    tree = FolderTree(root)
    prepared: dict[pathlib.Path, pathlib.Path | None] = {}
    try:
        for path, content in contents.items():
            tree.check_regular(path)
            file = root / path
            if not os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                raise PermissionError(errno.EACCES, "Permission denied", str(file))
            prepared[file] = None if content is None else _beside(file, content)
        for file, beside in prepared.items():
            if beside is None:
                file.unlink()
            else:
                beside.replace(file)
    finally:
        for beside in filter(None, prepared.values()):
            beside.unlink(missing_ok=True)


def _beside(file: pathlib.Path, content: bytes) -> pathlib.Path:
    """Write `content` into a new file of the same folder and mode; return its path."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".groundskeeper-", dir=file.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error
    beside = pathlib.Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        before = file.stat()
        with contextlib.suppress(PermissionError):  # only root may give files away
            os.chown(beside, before.st_uid, before.st_gid)
        beside.chmod(stat.S_IMODE(before.st_mode))
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(file)) from error
    return beside
