"""Which classes extend a class, or have all that an interface demands?"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.languages import family_of
from codebase.meaning.values import Class, FunctionKey
from codebase.modules import Module, Project, Spot
from codebase.parsing import language_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.parsing import Language

_DECLARES = (
    b"class ",
    b"extends ",
    b"implements ",
    b"object ",
    b"struct ",
    b"interface ",
    b"impl ",
    b"enum ",
    b"actor ",
    b"extension ",
    b"mixin ",
    b"with ",
)

_WORD = re.compile(r"[\w$]+")

_INHERITS: "dict[Language, frozenset[str]]" = {"javascript": frozenset({"extends", "implements"})}
"""Words without which a file of a language, or of one like it, holds no heir of any class."""

Bases = Callable[[Class], list[Class]]

Outside = Callable[[str, str], bool]
"""Says whether a file, or one around it, may declare `T.m`; the first is the path of `T`'s."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of a class, so that most questions need no tree."""

    spot: Spot
    name: str
    methods: frozenset[str]
    others: frozenset[str]
    """Members that are no methods."""
    shared: bool
    """Whether methods may stand outside of it."""

    def may_have(self, name: str, outside: Outside) -> bool:
        """Say whether it is worth loading the class to look for a method."""
        if name in self.methods:
            return True
        declared = name in self.others or not self.shared
        return not declared and outside(self.spot.path, f"{self.name}.{name}")


class Heirs:
    """Finds them by the name they are declared with; a class nobody asks about costs nothing."""

    def __init__(self, project: Project, bases: Bases, outside: Outside) -> None:
        self._project = project
        self._bases = bases
        self._outside = outside
        self._found: dict[FunctionKey, list[Spot]] = {}
        self._classes: dict[str, list[_Known]] = defaultdict(list)
        self._indexed: dict[str, set[str]] = defaultdict(set)
        self._fitting: dict[FunctionKey, tuple[int, list[Spot]]] = {}
        self._families: dict[str, list[str]] = defaultdict(list)
        self._extended: dict[str, frozenset[str]] = {}
        """What the classes of a file name as their bases: every word of it."""
        self._soon: dict[str, set[str]] = defaultdict(set)
        """Names of classes that somebody is about to ask about, by family."""

    def of(self, cls: Class) -> list[Class]:
        """Return the classes that extend or implement another directly, wherever they are."""
        if cls.key not in self._found:
            self._found[cls.key] = []
            self._found[cls.key] = [heir.module.spot(heir.node) for heir in self._look(cls)]
        return self._at(self._found[cls.key])

    def fitting(self, cls: Class, fits: Callable[[Class], bool]) -> list[Class]:
        """Return the classes of its language that fit an interface, out of all that are known.

        Known are those in files that mention PostHog or were parsed. Each is looked at once, and
        loaded only if its names say that it may have all that the interface demands.
        """
        family = family_of(cls.module.language)
        known = self._known(family)
        demands = cls.module.class_(cls.node).demands
        looked, found = self._fitting.get(cls.key, (0, []))
        end = len(known)
        for each in known[looked:end]:
            if all(each.may_have(name, self._outside) for name in demands):
                fitting = [each.spot for other in self._at([each.spot]) if fits(other)]
                self._soon[family].update([each.name] if fitting else [])
                found.extend(fitting)
        self._fitting[cls.key] = end, found
        return self._at(found)

    def _known(self, family: str) -> list[_Known]:
        """Return the classes of a language that stand in files which were looked at."""
        indexed, known = self._indexed[family], self._classes[family]
        for path in [*self._project.survey.mentions, *self._project.paths]:
            if path in indexed:
                continue
            indexed.add(path)
            language = language_of(path)
            mine = language is not None and family_of(language) == family
            module = self._project.module(path) if mine else None
            if module is not None:
                nodes = list(module.classes())
                known.extend(_known(module, node) for node in nodes)
                bases = [module.text(base) for node in nodes for base in module.class_(node).bases]
                self._extended[path] = frozenset(_WORD.findall(" ".join(bases)))
        return known

    def _at(self, spots: list[Spot]) -> list[Class]:
        places = [self._project.at(spot) for spot in spots]
        return [Class(*place) for place in places if place is not None]

    def _look(self, cls: Class) -> Iterator[Class]:
        name = cls.module.class_(cls.node).name
        if not name:
            return
        family = family_of(cls.module.language)
        if family in self._classes:
            self._known(family)
        parsed = set(self._project.paths)
        # Reading all files costs the same for one name as for many.
        names = {name, *self._soon.pop(family, ())}
        among = self._family(cls.module.language)
        for path, written in self._project.survey.containing(names, among).items():
            if name in written and self._may_extend(path, name, parsed):
                module = self._project.module(path)
                yield from self._in(module, cls, name) if module is not None else ()

    def _may_extend(self, path: str, name: str, parsed: set[str]) -> bool:
        """Say whether it is worth loading a file to look for what extends a class."""
        if path in self._extended:
            return name in self._extended[path]
        return path in parsed or self._declares(path, name.encode())

    def _in(self, module: Module, cls: Class, name: str) -> Iterator[Class]:
        for at in module.outline.places_of(name):
            way = module.outline.path(at)
            node = next((n for n in reversed(way) if n.type in module.reader.classes), None)
            if node is None or (module.path, node.start_byte) == cls.key:
                continue
            bases = module.class_(node).bases
            if any(_within(at, base) for base in bases):
                heir = Class(module, node)
                if any(base.key == cls.key for base in self._bases(heir)):
                    yield heir

    def _family(self, language: "Language") -> list[str]:
        if not self._families:
            for path in self._project.survey.sources:
                other = language_of(path)
                if other is not None:
                    self._families[family_of(other)].append(path)
            for similar, words in _INHERITS.items():
                family = family_of(similar)
                inheriting = self._project.survey.containing(words, self._families[family])
                self._families[family] = list(inheriting)
        return self._families[family_of(language)]

    def _declares(self, path: str, name: bytes) -> bool:
        """Say whether a name stands behind a word that declares a class, in one line."""
        try:
            source = self._project.tree.read(path)
        except OSError:
            return False
        at = source.find(name)
        while at >= 0:
            line = source[source.rfind(b"\n", 0, at) + 1 : at]
            if any(word in line for word in _DECLARES):
                return True
            at = source.find(name, at + len(name))
        return False


def _within(at: int, node: "Node") -> bool:
    return node.start_byte <= at < node.end_byte


def _known(module: Module, node: "Node") -> _Known:
    shape = module.class_(node)
    methods = frozenset(name for name, item in shape.members.items() if item.kind == "method")
    shared = module.reader.shared is not None
    others = frozenset(shape.members) - methods
    return _Known(module.spot(node), shape.name, methods, others, shared)
