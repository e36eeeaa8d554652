"""What a file declares, and where: scopes, names, returns, exports.

Nobody walks a whole file. Whoever asks for a name has every place where it is written visited: the
nodes on the way from the root to it, each once, for only they can bind it. What nobody asks for
costs nothing, however long the file is.
"""

import re
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from tree_sitter import Node

Step = str | int
"""One step into a value that a pattern takes apart: a field or an index."""

SourceKind = Literal["value", "element", "parameter", "import", "function", "class", "opaque"]

_DEEPEST = 2_000
"""Nodes inside nodes that are visited. Deeper code was written by a program, or to do harm."""

_MOST = 3_000
"""Places of one name in one file that are visited: a person writes no more."""

PUSHED = "+="
"""What the name begins with under which an item is kept that is put at the end of a list."""

_INSIDE = bytes(b in b"$_" or chr(b).isalnum() or b > 127 for b in range(256))
"""For every byte, whether an identifier goes on with it."""

STARS = re.compile(rb"(?:export|import)(?:\s+type)?\s*\*")
"""`export * from`, `from x import *`, `import *`: the match ends behind the star."""


@dataclass(frozen=True, slots=True)
class ImportRef:
    """`name` of the module `specifier`; `*` is the module itself."""

    specifier: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """One place a name gets a value from.

    `definition` is the node that would go if the name went; `path` leads into the value; `block`
    is the byte range of the statement list it stands in, `function` the start of its function.
    """

    kind: SourceKind
    node: "Node"
    definition: "Node"
    path: tuple[Step, ...] = ()
    default: "Node | None" = None
    type: "Node | None" = None
    origin: ImportRef | None = None
    block: tuple[int, int] = (0, 0)
    function: int = -1


@dataclass(slots=True, eq=False)
class Scope:
    """A region with names of its own. Names of a class are not visible in its functions.

    `names` holds what was visited so far: ask `Outline.lookup`, which visits first.
    """

    start: int
    end: int
    parent: "Scope | None"
    kind: Literal["module", "function", "block", "class"]
    names: dict[str, list[Source]] = field(default_factory=dict[str, list[Source]])
    types: "dict[str, Node]" = field(default_factory=dict[str, "Node"])

    def home(self) -> "Scope":
        """Return the nearest scope that is no block: where `var` and Python names live."""
        scope = self
        while scope.kind == "block" and scope.parent is not None:
            scope = scope.parent
        return scope

    def chain(self) -> Iterator["Scope"]:
        """Yield the scopes a name is looked up in, innermost first."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or scope.kind != "class":
                yield scope
            scope = scope.parent


@dataclass(frozen=True, slots=True)
class Export:
    """What a name stands for outside: a local name, an expression, or a name of another file."""

    local: str = ""
    node: "Node | None" = None
    origin: ImportRef | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a visit is: the scope, the function and class around, the statement list."""

    scope: Scope
    function: int = -1
    owner: int = -1
    block: tuple[int, int] = (0, 0)


Visit = Callable[["Node", Place], Place]
"""Looks at one node and says where its children are."""


class Outline:
    """One file's declarations. Byte offsets identify functions and classes."""

    def __init__(
        self,
        root: "Node",
        source: bytes,
        *,
        visible: bool = False,
        returns: tuple[bytes, ...] = (b"return",),
        stars: re.Pattern[bytes] = STARS,
    ) -> None:
        self.root = Scope(0, root.end_byte, None, "module")
        self.open = visible
        """True where every top-level name is visible outside."""
        self.visit: Visit = _stay
        """What one node declares: set by the language."""
        self.assign: Callable[[str], None] = _nothing
        """Attaches the assignments to a name, all of which are visited: set by the language."""
        self.functions: dict[int, Node] = {}
        self.classes: dict[int, Node] = {}
        self.returns: dict[int, list[Node]] = {}
        """Function start -> what it returns, as far as it was visited: ask `returned`."""
        self.attributes: dict[int, dict[str, list[Source]]] = {}
        """Class start -> what its methods assign to `this.x` or `self.x`: ask `assigned`."""
        self.exports: dict[str, Export] = {}
        """As far as visited: ask `export`."""
        self.specifiers: list[str] = []
        """What `export * from` and `from x import *` name, as far as visited: ask `stars`."""
        self._root = root
        self._source = source
        self._words = returns
        self._stars = stars
        self._top = Place(self.root, block=(0, root.end_byte))
        self._places: dict[int, Place] = {}
        self._asked: set[str] = set()
        self._read: set[int] = set()
        self._starred = False
        self._way: list[tuple[Node, Place]] = []
        self._cursor = root.walk()

    def read_by(self, visit: Visit, assign: Callable[[str], None] | None = None) -> None:
        """Say what a language's nodes declare. Both may hold a `reference`, never the outline."""
        self.visit = visit
        self.assign = assign or self.assign

    def reference(self) -> "Outline":
        """Return this outline for its own visitor, which must not keep it alive.

        A file that is dropped goes at once then, without waiting for Python to look for cycles.
        """
        return cast("Outline", weakref.proxy(self))

    def path(self, at: int) -> "list[Node]":
        """Visit the nodes around one byte, and return them, the outermost first."""
        way, cursor = self._way, self._cursor
        while way and not way[-1][0].start_byte <= at < way[-1][0].end_byte:
            way.pop()
            cursor.goto_parent()
        place = way[-1][1] if way else self._top
        while len(way) < _DEEPEST and cursor.goto_first_child_for_byte(at) is not None:
            node = cursor.node
            if node is None or node.start_byte > at:
                cursor.goto_parent()
                break
            inner = self._places.get(node.id)
            if inner is None:
                inner = self.visit(node, place) if node.is_named else place
                self._places[node.id] = inner
            place = inner
            way.append((node, place))
        return [node for node, _ in way]

    def place(self, node: "Node") -> Place:
        """Return what surrounds a node's children."""
        if node.id not in self._places:
            self.path(node.start_byte)
        return self._places.get(node.id, self._top)

    def scope_at(self, node: "Node") -> Scope:
        """Return the innermost scope around a node."""
        return self.place(node).scope

    def places_of(self, word: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Yield where a word is written, in code or not, as first bytes."""
        source, plain = self._source, word.encode()
        at = source.find(plain, start, end)
        for _ in range(_MOST):
            if at < 0:
                return
            behind = at + len(plain)
            before = at > 0 and _INSIDE[source[at - 1]]
            if not before and not (behind < len(source) and _INSIDE[source[behind]]):
                yield at
            at = source.find(plain, behind, end)

    def ask(self, name: str) -> None:
        """Visit every place of a name: from here on all that bind it are known."""
        if name in self._asked:
            return
        self._asked.add(name)
        for at in self.places_of(name):
            self.path(at)
        self.assign(name)

    def lookup(self, node: "Node", name: str) -> Scope | None:
        """Return the scope that binds a name where it is used, or None."""
        self.ask(name)
        return next((s for s in self.scope_at(node).chain() if name in s.names), None)

    def sources(self, scope: Scope, name: str) -> list[Source]:
        """Return everything that binds a name in one scope, in the order it stands."""
        self.ask(name)
        return sorted(scope.names.get(name, ()), key=_start)

    def type(self, name: str) -> "Node | None":
        """Return the type that a name stands for at the top of the file."""
        self.ask(name)
        return self.root.types.get(name)

    def export(self, name: str) -> Export | None:
        """Return what a file offers under a name."""
        self.ask("exports" if name == "=" else name)
        return self.exports.get(name)

    def stars(self) -> list[str]:
        """Return the modules all of whose names a file has, too."""
        if not self._starred:
            self._starred = True
            for match in self._stars.finditer(self._source):
                self.path(match.end() - 1)
        return self.specifiers

    def returned(self, function: "Node") -> "list[Node]":
        """Return what the statements of a function return, in the order they stand."""
        start, end = function.start_byte, function.end_byte
        if start not in self._read:
            self._read.add(start)
            for word in self._words:
                for at in self.places_of(word.decode(), start, end):
                    self.path(at)
        return sorted(self.returns.get(start, ()), key=lambda node: node.start_byte)

    def assigned(self, owner: "Node", name: str) -> list[Source]:
        """Return what the methods of a class assign to one attribute of its objects."""
        self.ask(name)
        return sorted(self.attributes.get(owner.start_byte, {}).get(name, ()), key=_start)

    def is_function(self, node: "Node") -> bool:
        """Say whether a visited node is a function."""
        found = self.functions.get(node.start_byte)
        return found is not None and found.id == node.id

    def enclosing(self, node: "Node", table: "dict[int, Node]") -> "list[Node]":
        """Return the functions (or classes) of `table` around a node, innermost first."""
        found: list[Node] = []
        scope: Scope | None = self.scope_at(node)
        while scope is not None:
            owner = table.get(scope.start)
            inside = owner is not None and owner.end_byte == scope.end
            if owner is not None and inside and owner not in found and owner != node:
                found.append(owner)
            scope = scope.parent
        return found


def _stay(_: "Node", place: Place) -> Place:
    return place


def _nothing(_: str) -> None:
    return None


def _start(source: Source) -> int:
    return source.definition.start_byte


def nodes_of(root: "Node", types: frozenset[str]) -> "Iterator[Node]":
    """Yield the nodes of some types in the order they stand, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in types:
            yield node
        stack.extend(reversed(node.named_children))
