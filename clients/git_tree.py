"""A commit of a repository on this machine, seen as a tree of source files, without a checkout."""

import errno
import os
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clients.git_history import reading_environment
from scans.model import SourceFile, Stamp

_REGULAR_FILE = "100"
"""How the modes of regular files begin; links are 120000, submodules 160000."""


class GitObjects:
    """Reads the objects of one repository; nothing of it is run, no filter, no conversion."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def tree(self, sha: str) -> "GitTree":
        """Return what a commit holds. Raises `OSError` if it is not here."""
        return GitTree(self, self._listed(sha))

    def touching(self, word: str, since: str, until: str) -> list[str]:
        """Return the commits of a branch after which a word is there more or less often.

        Newest first; none where git cannot tell. A word in a file of changed bytes, whatever it is.
        """
        command = ["log", "--first-parent", "--diff-merges=first-parent", "--no-patch"]
        command += ["--no-textconv", "--no-ext-diff", "--no-renames", "--format=%H"]
        command += [f"-S{word}", f"{since}..{until}"]
        done = subprocess.run(
            self._command(command), env=reading_environment(), capture_output=True, check=False
        )
        return done.stdout.decode().split() if not done.returncode else []

    def _listed(self, sha: str) -> dict[str, tuple[str, int]]:
        command = ["ls-tree", "-r", "-l", "-z", "--full-tree", sha]
        done = subprocess.run(
            self._command(command), env=reading_environment(), capture_output=True, check=False
        )
        if done.returncode:
            raise OSError(errno.ENOENT, "no such commit", f"{self._folder}@{sha}")
        return dict(_entries(done.stdout.decode(errors="surrogateescape")))

    def read(self, blob: str) -> bytes:
        """Return an object's bytes. Raises `OSError` if it is not here."""
        asked, answers = self._talk()
        asked.write(f"{blob}\n".encode())
        asked.flush()
        said = answers.readline().split()
        if len(said) != 3:
            raise OSError(errno.EIO, "cannot be read", blob)
        content = answers.read(int(said[2]))
        answers.read(1)
        return content

    def _talk(self) -> tuple[IO[bytes], IO[bytes]]:
        """Return both ends of the line to git. A copy of this process needs a git of its own."""
        if self._process is None or self._owner != os.getpid():
            self._process = subprocess.Popen(
                self._command(["cat-file", "--batch"]),
                env=reading_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._owner = os.getpid()
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None, "a pipe was asked for"
        assert answers is not None, "a pipe was asked for"
        return asked, answers

    def _command(self, arguments: list[str]) -> list[str]:
        return ["git", "-C", str(self._folder), *arguments]

    def close(self) -> None:
        """End git."""
        if self._process is not None and self._owner == os.getpid():
            with self._process:
                self._process.kill()
        self._process = None


class GitTree:
    """One commit, read the way `scans.model.SourceTree` asks. Links and submodules are no files."""

    def __init__(self, objects: GitObjects, files: dict[str, tuple[str, int]]) -> None:
        self._objects = objects
        self._files = files
        self._unreadable: dict[str, None] = {}

    @property
    def unreadable(self) -> list[str]:
        """What is there and could not be read: what a partial clone left out."""
        return list(self._unreadable)

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every file in the order of paths; a folder is walked if `enter(path)`.

        The stamp is git's name for the bytes.
        """
        entered: dict[str, bool] = {"": True}

        def open_(folder: str) -> bool:
            if folder not in entered:
                entered[folder] = open_(folder.rpartition("/")[0]) and enter(folder)
            return entered[folder]

        for path, (blob, size) in sorted(self._files.items()):
            if open_(path.rpartition("/")[0]):
                yield SourceFile(path, size, _stamp(blob))

    def read(self, path: str) -> bytes:
        """Return one file's bytes. Raises `OSError` if it cannot be read."""
        if path not in self._files:
            raise FileNotFoundError(errno.ENOENT, "No such file", path)
        try:
            return self._objects.read(self._files[path][0])
        except OSError:
            self._unreadable[path] = None
            raise


@contextmanager
def git_objects(folder: Path) -> Generator[GitObjects, None, None]:
    """Give the objects of a repository, and end git afterwards."""
    objects = GitObjects(folder)
    try:
        yield objects
    finally:
        objects.close()


def _entries(listed: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """Read `ls-tree -l -z`: `MODE TYPE OBJECT SIZE<tab>PATH`."""
    for line in filter(None, listed.split("\0")):
        facts, path = line.split("\t", 1)
        mode, _, blob, size = facts.split()
        if mode.startswith(_REGULAR_FILE):
            yield path, (blob, int(size) if size.isdigit() else 0)


def _stamp(blob: str) -> Stamp:
    return tuple(int(blob[at : at + 8], 16) for at in range(0, len(blob), 8))
