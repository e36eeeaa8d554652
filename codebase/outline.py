"""What a file declares, and where: scopes, names, calls. Built in one walk without recursion."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tree_sitter import Node

Step = str | int
"""One step into a value that a pattern takes apart: a field or an index."""

SourceKind = Literal["value", "element", "parameter", "import", "function", "class", "opaque"]


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
    """A region with names of its own. Names of a class are not visible in its functions."""

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


@dataclass(slots=True, eq=False)
class Outline:
    """Everything one walk over a file collects. Byte offsets identify functions and classes."""

    root: Scope
    scopes: list[Scope] = field(default_factory=list[Scope])
    calls: "list[Node]" = field(default_factory=list["Node"])
    functions: "dict[int, Node]" = field(default_factory=dict[int, "Node"])
    classes: "dict[int, Node]" = field(default_factory=dict[int, "Node"])
    returns: "dict[int, list[Node]]" = field(default_factory=dict[int, "list[Node]"])
    attributes: dict[int, dict[str, list[Source]]] = field(
        default_factory=dict[int, dict[str, list[Source]]]
    )
    """Class start -> what its methods assign to `this.x` or `self.x`."""
    exports: dict[str, Export] = field(default_factory=dict[str, Export])
    stars: list[str] = field(default_factory=list[str])
    """Specifiers of `export * from`, `from x import *`."""
    open: bool = False
    """True where every top-level name is visible outside."""
    _starts: list[int] = field(default_factory=list[int])

    def seal(self) -> None:
        """Sort what the walk collected; afterwards positions can be looked up."""
        self.scopes.sort(key=lambda scope: (scope.start, -scope.end))
        self._starts = [scope.start for scope in self.scopes]
        self.calls.sort(key=lambda node: (node.start_byte, -node.end_byte))
        for scope in self.scopes:
            for sources in scope.names.values():
                sources.sort(key=lambda source: source.definition.start_byte)

    def scope_at(self, node: "Node") -> Scope:
        """Return the innermost scope around a node."""
        at = bisect_right(self._starts, node.start_byte) - 1
        scope = self.scopes[max(at, 0)]
        while scope.end < node.end_byte and scope.parent is not None:
            scope = scope.parent
        return scope

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


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where the walk is: the scope, the function and class around, the statement list."""

    scope: Scope
    function: int = -1
    owner: int = -1
    block: tuple[int, int] = (0, 0)


Visit = Callable[["Node", Place], Place]
"""Looks at one node and says where its children are."""


def walk(root: "Node", place: Place, visit: Visit) -> None:
    """Visit every named node, parents first, without recursion."""
    stack = [(root, place)]
    while stack:
        node, here = stack.pop()
        inner = visit(node, here)
        stack.extend((child, inner) for child in reversed(node.named_children))


def nodes_of(root: "Node", types: frozenset[str]) -> "Iterator[Node]":
    """Yield the nodes of some types in the order they stand, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in types:
            yield node
        stack.extend(reversed(node.named_children))
