"""Trees that exist only in memory."""

from collections.abc import Callable, Iterator

import pytest

from scans.model import SourceFile

collect_ignore = ["cases"]
"""Cases hold test files of their own, which are material and not tests."""


class MemoryTree:
    """A `SourceTree` out of a mapping from paths to texts."""

    def __init__(self, files: dict[str, str | bytes]) -> None:
        self._files = {
            path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()
        }
        self.reads: list[str] = []
        self.unreadable: list[str] = []

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every file whose folders may all be entered."""
        for path, source in sorted(self._files.items()):
            parts = path.split("/")[:-1]
            folders = ["/".join(parts[: at + 1]) for at in range(len(parts))]
            if all(enter(folder) for folder in folders):
                yield SourceFile(path, len(source))

    def read(self, path: str) -> bytes:
        """Return one file's bytes. Raises `OSError` if there is none."""
        self.reads.append(path)
        if path not in self._files:
            raise OSError(path)
        return self._files[path]


@pytest.fixture(name="tree_of")
def _tree_of() -> Callable[[dict[str, str | bytes]], MemoryTree]:
    return MemoryTree
