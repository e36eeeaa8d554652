"""Parsed files of one tree, on demand, and how they find each other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.parsing import Language, language_of, parse
from scans.model import SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


@dataclass(frozen=True)
class Module:
    """One parsed file. `source` is the file as it is on disk; all offsets are its bytes."""

    path: str
    language: Language
    source: bytes
    tree: "Tree"

    def text(self, node: "Node") -> str:
        """Return a node's source text."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")


class Project:
    """A tree whose modules are parsed when somebody asks for them, and kept."""

    def __init__(self, tree: SourceTree) -> None:
        self.tree = tree
        self._modules: dict[str, Module | None] = {}

    def module(self, path: str) -> Module | None:
        """Return the parsed file, or None if it is absent, unreadable or in no known language."""
        if path not in self._modules:
            self._modules[path] = self._load(path)
        return self._modules[path]

    def _load(self, path: str) -> Module | None:
        language = language_of(path)
        if language is None:
            return None
        try:
            source = self.tree.read(path)
        except OSError:
            return None
        return Module(path, language, source, parse(language, source))
