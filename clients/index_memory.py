"""What is remembered between runs about the code of a tree: files in a cache folder.

    <folder>/<digest>.index     one document: a line with the format and a checksum, then its bytes

The checksum covers what the document is called and which engine wrote it, beside its bytes. So
whatever is not exactly what this engine wrote under this name is not there: a file that was cut
short, damaged, renamed, written by another version or by somebody else. Losing it costs time only,
so nothing here raises, locks or waits: of two writers the last one wins.
"""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from sys import implementation

_FORMAT = b"groundskeeper index 1 "

_SUFFIX = ".index"

_BEGUN = ".begun"
"""Suffix of a file that is being written; one that a killed process left is removed by age."""

_DIGEST = 32

_HEADER = len(_FORMAT) + 2 * _DIGEST + 1

ROOM = 256 * 1024 * 1024
"""Bytes that all documents of a folder may have together."""

LARGEST = 64 * 1024 * 1024
"""Bytes of one document. The files of a tree of 50,000 take about a tenth of it."""

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

_LIBRARIES = ("tree_sitter", "ahocorasick_rs", "pathspec")


class IndexMemory:
    """Keeps documents in a folder, for one engine. See `codebase.tree.memory.Memory`."""

    def __init__(self, folder: Path, engine: str, *, room: int = ROOM) -> None:
        """`engine` changes whenever the same question could have another answer."""
        self._folder = folder
        self._engine = engine.encode()
        self._room = room

    def recall(self, kind: str, key: str) -> bytes | None:
        """Return what was kept under this name, if every byte of it is as it was."""
        name = self._name(kind, key)
        path = self._folder / (name.hex() + _SUFFIX)
        try:
            content = _read(path)
        except OSError:
            return None
        header, body = content[:_HEADER], memoryview(content)[_HEADER:]
        if header != _header(name, body):
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what was used last is dropped last
        return bytes(body)

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Keep a document if there is room for it; drop those that nobody used for longest."""
        if len(content) > min(LARGEST, self._room):
            return
        name = self._name(kind, key)
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._folder / (name.hex() + _SUFFIX), _header(name, content), content)
            self._make_room()

    def _name(self, kind: str, key: str) -> bytes:
        digest = blake2b(digest_size=_DIGEST)
        for part in (self._engine, kind.encode(), key.encode("utf-8", "surrogatepass")):
            digest.update(len(part).to_bytes(8) + part)
        return digest.digest()

    def _make_room(self) -> None:
        oldest = sorted(self._documents())
        size = sum(each for _, each, _ in oldest)
        for _, each, path in oldest:
            if size <= self._room:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            size -= each

    def _documents(self) -> Iterator[tuple[int, int, Path]]:
        """Yield when each document was last used, its size and its path."""
        for path in self._folder.iterdir():
            if path.suffix in (_SUFFIX, _BEGUN):
                with contextlib.suppress(FileNotFoundError):
                    state = path.lstat()
                    yield state.st_mtime_ns, state.st_size, path


def engine_of(*packages: str) -> str:
    """Return a digest of all that decides what packages answer: their code, parsers, Python.

    Changes with every byte of their sources, so no version has to be raised by hand.
    """
    digest = blake2b(implementation.cache_tag.encode() if implementation.cache_tag else b"")
    for path in sorted(path for package in packages for path in _sources(package)):
        digest.update(blake2b(path.read_bytes()).digest())
    digest.update("\0".join(_installed()).encode())
    return digest.hexdigest()


def _sources(package: str) -> Iterator[Path]:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from Path(folder).rglob("*.py")


def _installed() -> list[str]:
    """Return the libraries beside the first of ours, with their versions."""
    spec = find_spec(_LIBRARIES[0])
    if spec is None or spec.origin is None:
        return []
    found = (path.name for path in Path(spec.origin).parent.parent.glob("*.dist-info"))
    return sorted(name for name in found if name.startswith(_LIBRARIES))


def _header(name: bytes, body: bytes | memoryview) -> bytes:
    digest = blake2b(name, digest_size=_DIGEST)
    digest.update(body)
    return b"%b%b\n" % (_FORMAT, digest.hexdigest().encode())


def _read(path: Path) -> bytes:
    """Return a document's file if nobody else can have written it. Raises `OSError`."""
    descriptor = os.open(path, _OPEN)
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        ours = state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if not stat.S_ISREG(state.st_mode) or not ours or state.st_size > LARGEST + _HEADER:
            raise OSError("not a document of ours")
        return file.read(LARGEST + _HEADER)


def _replace(path: Path, *parts: bytes) -> None:
    """Write a file beside its place and put it there at once. Raises `OSError`."""
    descriptor, name = tempfile.mkstemp(suffix=_BEGUN, dir=path.parent)
    begun = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
        begun.replace(path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
