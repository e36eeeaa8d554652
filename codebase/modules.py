"""Parsed files of one tree, on demand, and how they find each other."""

import posixpath
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from codebase.languages import reader_of
from codebase.languages.reader import LanguageReader
from codebase.outline import ImportRef, Outline, nodes_of
from codebase.parsing import Entangled, Language, language_of, parse
from codebase.syntax import ClassShape, FunctionShape
from codebase.tree.jsonc import loads
from codebase.tree.skipping import LARGEST
from codebase.tree.survey import Survey
from scans.model import SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


_HANDS_ON = re.compile(rb"(?:export|import) *\*|^(?:export|part) ['\"]", re.MULTILINE)

_ROOM = 3_500_000
"""Bytes of source whose trees are kept. A tree takes 25 to 40 times as much."""

_CLASS = re.compile(
    rb"\b(?:class|interface|enum|struct|trait|object|protocol|impl|module|extension)\b"
)
"""What a class is declared with, whatever it is called."""

Span = tuple[int, int, int]
"""First byte, end and kind of a node: its identity in a file, however often that is parsed."""


def span(node: "Node") -> Span:
    """Return what a node can be found again by."""
    return node.start_byte, node.end_byte, node.kind_id


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """A node of a tree's file that keeps no syntax tree alive."""

    path: str
    span: Span


@dataclass(frozen=True, eq=False)
class Module:
    """One parsed file. `source` is the file as it is on disk; all offsets are its bytes."""

    path: str
    language: Language
    source: bytes
    tree: "Tree"

    @cached_property
    def reader(self) -> LanguageReader:
        """What reads this file's nodes."""
        return reader_of(self.language)

    @cached_property
    def outline(self) -> Outline:
        """Scopes, names, calls and exports of this file."""
        return self.reader.outline(self.tree.root_node, self.source)

    @cached_property
    def _functions(self) -> dict[Span, FunctionShape]:
        return {}

    @cached_property
    def _classes(self) -> dict[Span, ClassShape]:
        return {}

    def function(self, node: "Node") -> FunctionShape:
        """Return the outside of a function, read once."""
        key = span(node)
        if key not in self._functions:
            self._functions[key] = self.reader.function(node)
        return self._functions[key]

    def class_(self, node: "Node") -> ClassShape:
        """Return the outside of a class, read once."""
        key = span(node)
        if key not in self._classes:
            self._classes[key] = self.reader.class_(node)
        return self._classes[key]

    def calls(self) -> "Iterator[Node]":
        """Yield every call of the file, in the order they stand."""
        return nodes_of(self.tree.root_node, self.reader.calls)

    def calls_of(self, word: str) -> "Iterator[Node]":
        """Yield the calls in whose expression a word is written, each once, inner ones first."""
        seen = set[Span]()
        for at in self.outline.places_of(word):
            for node in reversed(self.outline.path(at)):
                if self.outline.is_function(node):
                    break
                if node.type in self.reader.calls and span(node) not in seen:
                    seen.add(span(node))
                    yield node

    def classes(self) -> "Iterator[Node]":
        """Yield every class of the file."""
        seen = set[int]()
        for match in _CLASS.finditer(self.source):
            for node in self.outline.path(match.start()):
                if node.type in self.reader.classes and node.id not in seen:
                    seen.add(node.id)
                    yield node

    def spot(self, node: "Node") -> Spot:
        """Return what is left of a node when the tree goes."""
        return Spot(self.path, span(node))

    def imported(self, name: str) -> ImportRef | None:
        """Return what the file's top level imports under a name."""
        sources = self.outline.sources(self.outline.root, name)
        return next((s.origin for s in reversed(sources) if s.origin is not None), None)

    def text(self, node: "Node") -> str:
        """Return a node's source text."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")


class Project:
    """A tree whose modules are parsed when somebody asks for them.

    Of what was parsed only the last `room` bytes of source are kept, whatever the tree's size: what
    was dropped is parsed again when it is asked for. Nodes of two such times are never equal, their
    spans are.
    """

    def __init__(self, tree: SourceTree | Survey, *, room: int = _ROOM) -> None:
        self.survey = tree if isinstance(tree, Survey) else Survey(tree)
        self.tree = self.survey.tree
        self.listing = self.survey.listing
        self.room = room
        self.dropped = 0
        """Bytes of source whose trees were dropped so far: a clock for whoever keeps nodes."""
        self.paths: list[str] = []
        """What was parsed so far, each file once, in the order it was first asked for."""
        self.entangled: list[str] = []
        """What no parser can read in reasonable time."""
        self._kept = 0
        self._modules: OrderedDict[str, Module] = OrderedDict()
        self._known: dict[str, bool] = {}
        self._configs: dict[str, dict[str, Any]] = {}
        self._resolved: dict[tuple[Language, str, str], str | None] = {}
        self._resolvers: dict[int, Callable[[str, str], str | None]] = {}

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        return path in self.listing.sizes

    def has_folder(self, path: str) -> bool:
        """Say whether there is such a folder."""
        return path in self.listing.folders

    def module(self, path: str) -> Module | None:
        """Return the parsed file, or None if it is absent, unreadable or in no known language."""
        module = self._modules.get(path)
        if module is not None:
            self._modules.move_to_end(path)
            return module
        if not self._known.get(path, True):
            return None
        module = self._load(path)
        if path not in self._known:
            self._known[path] = module is not None
            if module is not None:
                self.paths.append(path)
        if module is not None:
            self._keep(module)
        return module

    def _keep(self, module: Module) -> None:
        """Keep a module, and drop those nobody asked for in a long time."""
        self._modules[module.path] = module
        self._kept += len(module.source)
        while self._kept > self.room and len(self._modules) > 1:
            _, oldest = self._modules.popitem(last=False)
            self._kept -= len(oldest.source)
            self.dropped += len(oldest.source)

    def at(self, spot: Spot) -> "tuple[Module, Node] | None":
        """Find a node again; None if the file changed under us."""
        module = self.module(spot.path)
        start, end, kind = spot.span
        if module is None or end > len(module.source):
            return None
        node = module.tree.root_node.descendant_for_byte_range(start, end)
        while node is not None and node.kind_id != kind:
            node = node.parent
        return (module, node) if node is not None and span(node) == spot.span else None

    def may_offer(self, path: str, name: str) -> bool:
        """Say whether it is worth parsing a file to look for a name it may hand on."""
        if path in self._modules:
            return True
        if self.listing.sizes.get(path, LARGEST + 1) > LARGEST:
            return False
        try:
            source = self.tree.read(path)
        except OSError:
            return False
        return name.encode() in source or _HANDS_ON.search(source) is not None

    def _load(self, path: str) -> Module | None:
        language = language_of(path)
        if language is None or self.listing.sizes.get(path, LARGEST + 1) > LARGEST:
            return None
        try:
            source = self.tree.read(path)
        except OSError:
            return None
        try:
            return Module(path, language, source, parse(language, source))
        except Entangled:
            self.entangled.append(path)
            return None

    def config(self, path: str) -> dict[str, Any]:
        """Return a JSON file's object; empty if it is absent or not readable."""
        if path not in self._configs:
            self._configs[path] = self._read_config(path)
        return self._configs[path]

    def _read_config(self, path: str) -> dict[str, Any]:
        if self.listing.sizes.get(path, LARGEST + 1) > LARGEST:
            return {}
        try:
            return loads(self.tree.read(path))
        except OSError:
            return {}

    def named(self, name: str) -> list[str]:
        """Return every file with this base name, in the order of paths."""
        end = f"/{name}"
        return [path for path in self.listing.files if path == name or path.endswith(end)]

    def is_name(self, name: str) -> bool:
        """Say whether any folder, or any file up to its first dot, is called so."""
        return name in self.listing.names

    def text(self, path: str) -> str:
        """Return a small file's text; empty if it is absent or not readable."""
        if self.listing.sizes.get(path, LARGEST + 1) > LARGEST:
            return ""
        try:
            return self.tree.read(path).decode("utf-8", "replace")
        except OSError:
            return ""

    def workspaces(self) -> dict[str, str]:
        """Return the name of every package in the tree and its folder."""
        return self._workspaces

    @cached_property
    def _workspaces(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in sorted(self.listing.sizes):
            if posixpath.basename(path) == "package.json":
                name = self.config(path).get("name")
                if isinstance(name, str):
                    found.setdefault(name, posixpath.dirname(path))
        return found

    def resolve(self, importer: str, language: Language, specifier: str) -> str | None:
        """Return the file or folder of the tree that an import means, or None."""
        reader = reader_of(language)
        # Files of one folder mean the same by one import, unless they can say where they belong.
        asker = posixpath.dirname(importer) if reader.by_import else importer
        key = (language, asker, specifier)
        if key not in self._resolved:
            if id(reader) not in self._resolvers:
                self._resolvers[id(reader)] = reader.resolver(self)
            self._resolved[key] = self._resolvers[id(reader)](importer, specifier)
        return self._resolved[key]
