"""A folder on this machine, seen as a tree of source files; and how some of them change."""

import contextlib
import errno
import os
import pathlib
import posixpath
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping

from scans.model import SourceFile


class FolderTree:
    """Reads a folder the way `scans.model.SourceTree` asks. Never follows a symbolic link.

    A folder that cannot be listed yields nothing; whoever needs every file learns of it from
    `unreadable` afterwards.
    """

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self._plain = set[str]()
        self.unreadable: list[str] = []
        """What is there and could not be listed or read, as POSIX paths relative to the root."""

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every regular file in the order of paths; a folder is walked if `enter(path)`.

        Raises `OSError` if the root itself cannot be listed.
        """
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
                listed = sorted(entries, key=_place)
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
                with contextlib.suppress(FileNotFoundError):  # removed since it was listed
                    found.append(SourceFile(path, entry.stat(follow_symlinks=False).st_size))
        return found

    def read(self, path: str) -> bytes:
        """Return one file's bytes.

        Raises `OSError` if it cannot be read, is a symbolic link, or lies outside the root.
        """
        self._refuse_outside(path)
        try:
            descriptor = os.open(self.root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                return file.read()
        except PermissionError:
            self.unreadable.append(path)
            raise

    def check_regular(self, path: str) -> None:
        """Raise `OSError` unless `path` is a regular file of the folder, reached without a link."""
        self._refuse_outside(path)
        if not stat.S_ISREG(os.lstat(self.root / path).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)

    def _refuse_outside(self, path: str) -> None:
        parts = pathlib.PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise OSError(errno.EINVAL, "not a path inside the checkout", path)
        self._refuse_links(posixpath.dirname(path))

    def _refuse_links(self, folder: str) -> None:
        """Check once that no folder on the way is a symbolic link."""
        if not folder or folder in self._plain:
            return
        self._refuse_links(posixpath.dirname(folder))
        if stat.S_ISLNK(os.lstat(self.root / folder).st_mode):
            raise OSError(errno.ELOOP, "a symbolic link", folder)
        self._plain.add(folder)


def _place(entry: os.DirEntry[str]) -> str:
    """Sort a folder's entries so that whole paths come out in order: `a-b/c` before `a/b`."""
    return f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name


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
