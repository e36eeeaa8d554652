"""Which declaration every name of a JavaScript or TypeScript file means."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codebase.removal.spelling import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

_FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
        "function_signature",
        "method_signature",
        "function_type",
        "constructor_type",
        "call_signature",
        "construct_signature",
        "abstract_method_signature",
    }
)
_BLOCKS = frozenset(
    {
        "statement_block",
        "for_statement",
        "for_in_statement",
        "catch_clause",
        "switch_body",
        "class_declaration",
        "abstract_class_declaration",
        "class",
        "interface_declaration",
        "type_alias_declaration",
        "class_static_block",
    }
)
_HOISTED = frozenset(
    {"function_declaration", "generator_function_declaration", "function_signature"}
)
_NAMED = frozenset(
    {
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "internal_module",
        "module",
    }
)
_VALUES = frozenset({"class_declaration", "abstract_class_declaration", "enum_declaration"})
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})
_NAMES = frozenset({"identifier", "type_identifier", "shorthand_property_identifier"})
_JSX = frozenset({"jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element"})


FILE = -1
"""Where the scope of a whole file begins: before its first byte, whatever that is."""


@dataclass
class Scope:
    """A region with names of its own."""

    start: int
    outer: "Scope | None"
    function: "Scope | None"
    """The scope that `var` belongs to; None for that scope itself."""
    names: dict[bytes, int] = field(default_factory=dict[bytes, int])


@dataclass(frozen=True)
class Declaration:
    """One place that declares a name."""

    name: bytes
    offset: int
    scope: int
    """Where the scope of the name begins."""
    function: int
    """Where the function around it begins."""
    lexical: bool
    """A second declaration of the name in the same scope does not compile."""


@dataclass(frozen=True)
class Names:
    """Every name of a file."""

    meaning: dict[int, int | None]
    """Offset of a use to the offset of its declaration; None for a name from outside."""
    declarations: tuple[Declaration, ...]


class _Reader:
    def __init__(self, among: frozenset[bytes]) -> None:
        self._among = among
        self.uses: list[tuple[int, bytes, Scope]] = []
        self.declarations: list[Declaration] = []
        self.declared: set[int] = set()

    def declare(self, node: "Node", scope: Scope, *, lexical: bool = False) -> None:
        name = node.text or b""
        if name not in self._among:
            return
        scope.names.setdefault(name, node.start_byte)
        self.declared.add(node.start_byte)
        function = scope.function or scope
        self.declarations.append(
            Declaration(name, node.start_byte, scope.start, function.start, lexical)
        )


def names(root: "Node", among: frozenset[bytes]) -> Names:
    """Resolve these names wherever a file has them."""
    reader = _Reader(among)
    offsets = _occurrences(root.text or b"", among, root.start_byte)
    stack: list[tuple[Node, Scope]] = [(root, Scope(FILE, None, None))]
    while stack:
        node, scope = stack.pop()
        inner = _entered(node, scope)
        _declare(reader, node, scope, inner)
        if node.child_count == 0 and node.type in _NAMES and not _is_intrinsic(node):
            reader.uses.append((node.start_byte, node.text or b"", inner))
        # What has none of the names cannot say anything about them.
        stack.extend((child, inner) for child in reversed(node.children) if _has(child, offsets))
    meaning = {
        offset: _lookup(name, scope)
        for offset, name, scope in reader.uses
        if offset not in reader.declared
    }
    return Names(meaning, tuple(reader.declarations))


def names_in(nodes: "Iterable[Node]") -> frozenset[bytes]:
    """Return every name below some nodes, whatever it stands for there."""
    found: set[bytes] = set()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.child_count == 0 and ("identifier" in node.type) and node.text:
            found.add(node.text)
    return frozenset(found)


def _occurrences(source: bytes, among: frozenset[bytes], start: int) -> list[int]:
    return [start + hit.start() for hit in WORD.finditer(source) if hit.group() in among]


def _has(node: "Node", offsets: list[int]) -> bool:
    found = bisect_left(offsets, node.start_byte)
    return found < len(offsets) and offsets[found] < node.end_byte


def _entered(node: "Node", scope: Scope) -> Scope:
    if node.type in _FUNCTIONS:
        return Scope(node.start_byte, scope, None)
    if node.type in _BLOCKS:
        return Scope(node.start_byte, scope, scope.function or scope)
    return scope


def _lookup(name: bytes, scope: Scope | None) -> int | None:
    while scope is not None:
        if name in scope.names:
            return scope.names[name]
        scope = scope.outer
    return None


def _is_intrinsic(node: "Node") -> bool:
    text = node.text or b""
    return node.parent is not None and node.parent.type in _JSX and text[:1].islower()


def _declare(reader: _Reader, node: "Node", scope: Scope, inner: Scope) -> None:
    name = node.child_by_field_name("name")
    if node.type in _HOISTED and name is not None:
        reader.declare(name, scope)
        # Outside modules, a function in a block is also known in the function around it.
        (scope.function or scope).names.setdefault(name.text or b"", name.start_byte)
    elif node.type in _NAMED and name is not None:
        reader.declare(name, scope, lexical=node.type in _VALUES)
    elif node.type in ("function_expression", "class", "type_parameter") and name is not None:
        reader.declare(name, inner)
    elif node.type == "variable_declarator" and name is not None:
        _declare_variable(reader, node, name, scope)
    elif node.type in _PARAMETERS:
        _declare_all(reader, node.child_by_field_name("pattern"), scope)
    elif node.type in ("arrow_function", "catch_clause"):
        _declare_all(reader, node.child_by_field_name("parameter"), inner)
    elif node.type == "for_in_statement" and node.child_by_field_name("kind") is not None:
        kind = node.child_by_field_name("kind")
        hoisted = kind is not None and kind.type == "var"
        target = (inner.function or inner) if hoisted else inner
        _declare_all(reader, node.child_by_field_name("left"), target)
    elif node.type == "import_specifier":
        reader.declare(node.child_by_field_name("alias") or name or node, scope)
    elif node.type in ("import_clause", "namespace_import"):
        for child in node.named_children:
            if child.type == "identifier":
                reader.declare(child, scope)


def _declare_variable(reader: _Reader, node: "Node", name: "Node", scope: Scope) -> None:
    hoisted = node.parent is not None and node.parent.type == "variable_declaration"
    target = (scope.function or scope) if hoisted else scope
    for leaf in _pattern(name):
        reader.declare(leaf, target, lexical=not hoisted)


def _declare_all(reader: _Reader, pattern: "Node | None", scope: Scope) -> None:
    if pattern is not None:
        for leaf in _pattern(pattern):
            reader.declare(leaf, scope)


def _pattern(node: "Node") -> "Iterator[Node]":
    """Yield the names that a pattern binds; default values are not among them."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node
        elif node.type in ("assignment_pattern", "object_assignment_pattern"):
            left = node.child_by_field_name("left")
            stack += [left] if left is not None else []
        elif node.type == "pair_pattern":
            value = node.child_by_field_name("value")
            stack += [value] if value is not None else []
        elif node.type in ("object_pattern", "array_pattern", "rest_pattern"):
            stack.extend(reversed(node.named_children))


def clashes(found: Names) -> set[tuple[int, bytes]]:
    """Return scope and name of everything declared twice where that does not compile."""
    by_place: defaultdict[tuple[int, bytes], list[Declaration]] = defaultdict(list)
    for each in found.declarations:
        by_place[each.scope, each.name].append(each)
    return {
        place
        for place, several in by_place.items()
        if len(several) > 1 and any(each.lexical for each in several)
    }
