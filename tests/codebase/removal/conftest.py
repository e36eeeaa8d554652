"""What the tests of removals share: trees made of bytes, and one call that takes a flag out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import pytest

from codebase.removal import RemovalResult, remove_flag
from codebase.removal.second_parser import SecondParsers
from scans.model import SourceFile

collect_ignore = ["cases", "event_cases"]
"""Cases hold tests of other people's code."""

Remove = Callable[..., RemovalResult]


@dataclass(frozen=True)
class MemoryTree:
    """A tree of files that only exist in memory."""

    content: Mapping[str, bytes]
    unreadable: tuple[str, ...] = ()

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield files in the order of paths, folders that may be entered only."""
        for path in sorted(self.content):
            parts = path.split("/")[:-1]
            if all(enter("/".join(parts[: i + 1])) for i in range(len(parts))):
                yield SourceFile(path, len(self.content[path]))

    def read(self, path: str) -> bytes:
        """Return one file's bytes."""
        try:
            return self.content[path]
        except KeyError:
            raise FileNotFoundError(path) from None


@pytest.fixture(scope="session")
def remove() -> Remove:
    """Take a flag out of files given as a mapping of path to bytes or text."""

    def run(
        files: Mapping[str, str | bytes],
        value: bool | str = True,
        flag: str = "new-nav",
        parsers: SecondParsers | None = None,
        ignore: Collection[str] = (),
    ) -> RemovalResult:
        content = {p: c.encode() if isinstance(c, str) else c for p, c in files.items()}
        return remove_flag(MemoryTree(content), flag, value, parsers=parsers, ignore=ignore)

    return run


@pytest.fixture(scope="session")
def after(remove: Remove) -> Callable[..., str]:
    """Return one file's text after the flag `new-nav` was taken out; it must be completed."""

    def run(source: str, value: bool | str = True, path: str = "src/a.tsx") -> str:
        result = remove({path: source}, value)
        assert result.removal.left == ()
        content = result.contents[path]
        assert content is not None
        return content.decode()

    return run


@pytest.fixture(scope="session")
def reasons(remove: Remove) -> Callable[..., list[str]]:
    """Return why a file is left as it was; it must not be changed."""

    def run(source: str, value: bool | str = True, path: str = "src/a.tsx") -> list[str]:
        result = remove({path: source}, value)
        assert result.contents == {}
        assert result.removal.outcome == "left"
        return [entry.reason for entry in result.removal.left]

    return run
