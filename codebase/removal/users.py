"""Who may still need a constant or a function: asked of every file that people wrote."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from codebase.parsing import Entangled, Language, language_of, parse
from codebase.removal.languages import RULES
from codebase.removal.languages.base import Import
from codebase.removal.lines import comments_above
from codebase.removal.nodes import is_comment
from codebase.removal.spelling import whole_word

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from codebase.removal.languages.base import Rules

_NO_CODE = re.compile(r"\.(md|rst|adoc|txt|csv|snap|s?css|sass|less|svg|po|lock)$", re.I)
_DATA = re.compile(r"\.(json|ya?ml|toml|ini|cfg|conf|xml|properties|env)$", re.I)
_PACKAGES = frozenset({"index", "__init__"})
_QUALIFIED = frozenset({"javascript", "typescript", "tsx", "python"})
"""Languages in which a member has no name without that of what it stands in."""

Resolve = Callable[[str, Language, str], str | None]
"""Importing file, its language and what it imports, to the file or folder of the tree."""


class Users:
    """The files of a tree, as they will be after the removal."""

    def __init__(self, files: Mapping[str, bytes], resolve: Resolve) -> None:
        self._files = {path: text for path, text in files.items() if not _NO_CODE.search(path)}
        self._resolve = resolve
        self._homes: dict[str, frozenset[str]] = {}
        self._imports: dict[str, tuple[Import, ...]] = {}
        self._trees: dict[str, Tree | None] = {}

    def write(self, path: str, source: bytes) -> None:
        """Take note of what a file has become."""
        self._files[path] = source
        self._trees.pop(path, None)
        self._imports.pop(path, None)

    def need(self, path: str, name: bytes, node: "Node", rules: "Rules") -> bool:
        """Tell whether anything but itself may still ask for the constant `name` at `node`.

        `node` is the whole declaration in the present text of `path`.
        """
        word = whole_word(name)
        hits, root = word.finditer(self._files[path]), self._root(path)
        # A comment that goes with the declaration often begins with its name.
        start = comments_above(root or node, self._files[path], node.start_byte)
        outside = [hit for hit in hits if not start <= hit.start() < node.end_byte]
        if any(self._counts(path, outside, member=False)):
            return True
        if rules.is_private(node):
            return False
        container = rules.container(node)
        others = [other for other in self._files if self._may_see(other, path, name, rules)]
        reach = whole_word(container[0]) if container and not rules.is_default(node) else word
        for other in others:
            # A member is read through its container, which has one name wherever it is known.
            if language_of(other) in _QUALIFIED and reach.search(self._files[other]) is None:
                continue
            if any(self._counts(other, word.finditer(self._files[other]), member=bool(container))):
                return True
        if container and any(self._sees_members(each, container) for each in self._files):
            return True
        return any(self._sees_module(each, path, node, rules, container) for each in others)

    def _may_see(self, other: str, path: str, name: bytes, rules: "Rules") -> bool:
        """Tell whether another file can name what is called `name` in `path`."""
        language = language_of(other)
        alike = language is not None and RULES.get(language) is rules
        return other != path and (not alike or rules.may_see(other, path, name))

    def _counts(
        self, path: str, hits: Iterable[re.Match[bytes]], *, member: bool
    ) -> Iterator[bool]:
        """Say of every place where a name is written whether that may mean the constant."""
        source, language = self._files[path], language_of(path)
        for hit in hits:
            linked = source[hit.start() - 1 : hit.start()] in _LINKS
            if language is None:
                yield linked or not _DATA.search(path)
                continue
            root = self._root(path)
            node = root.descendant_for_byte_range(*hit.span()) if root is not None else None
            yield linked or node is None or _may_mean(node, hit, RULES.get(language), member=member)

    def _root(self, path: str) -> "Node | None":
        """Return a file's tree; None for one that no parser of ours reads."""
        if path not in self._trees:
            language = language_of(path)
            try:
                tree = parse(language, self._files[path]) if language is not None else None
            except Entangled:
                tree = None
            self._trees[path] = tree
        found = self._trees[path]
        return found.root_node if found is not None else None

    def _sees_members(self, path: str, container: tuple[bytes, ...]) -> bool:
        """Tell whether a file may look at all members at once."""
        named = whole_word(container[0]).search(self._files[path])
        return named is not None and not self._reads_only(path, container)

    def _reads_only(self, path: str, container: tuple[bytes, ...]) -> bool:
        language = language_of(path)
        if language is None:
            # A template or a list of names in data; a document was not taken in.
            return _DATA.search(path) is not None
        rules, root = RULES.get(language), self._root(path)
        return rules is not None and root is not None and rules.reads_members_only(root, container)

    def _sees_module(
        self, path: str, home: str, node: "Node", rules: "Rules", container: tuple[bytes, ...]
    ) -> bool:
        """Tell whether a file may look at everything that the file `home` exports."""
        language = language_of(path)
        if language is None or language not in RULES or RULES[language] is not rules:
            return False
        for each in self._imported_at_once(path, home):
            if not each.handed_on and (rules.is_default(node) or not each.default):
                ways = {(*each.names, *container[1:])} | ({each.names} - {()})
                if not each.names or (each.default and not container):
                    return True
                if not all(self._reads_only(path, way) for way in ways):
                    return True
        return False

    def _imported_at_once(self, path: str, home: str) -> Iterator[Import]:
        """Yield what a file sees whole of `home`, or of a file that hands its names on."""
        homes = self._homes_of(home)
        names = frozenset[bytes]().union(*map(_called, homes))
        if b"" in names or any(name in self._files[path] for name in names):
            for each in self._imports_of(path):
                if self._is_one_of(path, each, homes, names):
                    yield each

    def _is_one_of(
        self, path: str, each: Import, homes: frozenset[str], names: frozenset[bytes]
    ) -> bool:
        language = language_of(path)
        specifier = each.specifier.decode("utf-8", "replace")
        found = self._resolve(path, language, specifier) if language is not None else None
        if found in self._files:
            return found in homes
        # A path that leads nowhere leads nowhere; a name may be known to a tool we do not read.
        return each.module in names and not specifier.startswith(("./", "../"))

    def _imports_of(self, path: str) -> tuple[Import, ...]:
        if path not in self._imports:
            language = language_of(path)
            rules = RULES.get(language) if language is not None else None
            found = rules.imports_at_once(self._files[path]) if rules is not None else ()
            self._imports[path] = tuple(found)
        return self._imports[path]

    def _homes_of(self, home: str) -> frozenset[str]:
        """Return a file and all that hand its names on."""
        if home not in self._homes:
            found = frozenset({home})
            while more := frozenset(self._handing_on(found)) - found:
                found |= more
            self._homes[home] = found
        return self._homes[home]

    def _handing_on(self, homes: frozenset[str]) -> Iterator[str]:
        names = frozenset[bytes]().union(*map(_called, homes))
        for path, source in self._files.items():
            if _HANDED_ON.search(source) is None:
                continue
            found = (each for each in self._imports_of(path) if each.handed_on)
            if any(self._is_one_of(path, each, homes, names) for each in found):
                yield path


_HANDED_ON = re.compile(rb"port\s+(?:type\s+)?\*")
"""What stands in every file that hands on all names of another one: `export *`, `import *`."""

_LINKS = (b".", b":", b"#")
"""What stands before a name in a path to it."""


def _may_mean(node: "Node", hit: re.Match[bytes], rules: "Rules | None", *, member: bool) -> bool:
    """Judge one word: of a text only the whole counts, and a variable is no member."""
    if is_comment(node):
        return not member
    if any(kind in node.type for kind in ("string", "text", "heredoc")):
        return (node.text or b"").strip(b"'\"`") == hit.group()
    if not member or rules is None or node.type not in rules.names | rules.other_names:
        return True
    return not rules.is_variable(node)


def _called(path: str) -> frozenset[bytes]:
    """Return what the last part of an import of a file may be; a package goes by its folders."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    names = {stem, *folders, ""} if stem in _PACKAGES else {stem}
    return frozenset(each.encode() for each in names)
