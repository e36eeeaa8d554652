"""Who is asked before a file is written: the operator, and parsers that share nothing with ours."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from codebase.parsing import language_of
from codebase.removal.reasons import BROKEN, IGNORED
from codebase.tree.skipping import Ignored
from scans.model import SourceTree
from scans.model.rewritten import ParserVerdict, Rewritten

_HAD_ONE = frozenset({"python"})
"""Languages whose proofs ask a second parser already, one that is always here."""


class SecondParsers(Protocol):
    """What the machine has. Never raises: a parser that cannot be asked was not run."""

    def verdicts(self, files: Sequence[Rewritten], /) -> Sequence[ParserVerdict]:
        """Return one verdict per file, in their order."""
        ...


class SecondLook:
    """Asks the parsers about files, each once, and remembers what they said.

    Files that match `ignore` are read, because others may need what they define, and never written.
    """

    def __init__(
        self, tree: SourceTree, parsers: SecondParsers | None, ignore: Collection[str] = ()
    ) -> None:
        """Raises `ValueError` if a pattern of `ignore` cannot be read."""
        self._tree = tree
        self._parsers = parsers
        self._ignored = Ignored(ignore)
        self._said: dict[tuple[str, bytes], ParserVerdict] = {}

    def refused(self, contents: Mapping[str, bytes | None]) -> list[str]:
        """Return the files that must not be written.

        Nobody wants them changed, or a parser took them before and does not now.
        """
        unwanted = [path for path in contents if self._ignored.file(path)]
        new = [file for file in self._rewritten(contents) if file.path not in unwanted]
        asked = [file for file in new if file.language not in _HAD_ONE]
        verdicts = self._parsers.verdicts(asked) if self._parsers and asked else ()
        said = dict(zip((file.path for file in asked), verdicts, strict=self._parsers is not None))
        for file in new:
            otherwise = "took it" if file.language in _HAD_ONE else "not run"
            self._said[file.path, file.after] = said.get(file.path, otherwise)
        return unwanted + [path for path, verdict in said.items() if verdict == "refused it"]

    def reason(self, path: str) -> str:
        """Say why a file that was refused is not written."""
        return IGNORED if self._ignored.file(path) else BROKEN

    def took(self, path: str, content: bytes | None) -> bool:
        """Tell whether a second parser took these very bytes; a file that goes needs none."""
        return content is None or self._said.get((path, content)) == "took it"

    def _rewritten(self, contents: Mapping[str, bytes | None]) -> Iterable[Rewritten]:
        for path, after in sorted(contents.items()):
            language = language_of(path)
            if after is not None and language is not None and (path, after) not in self._said:
                yield Rewritten(path, language, self._tree.read(path), after)
