"""What `this` is in a method of an object literal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.javascript.forms import property_key
from codebase.syntax import first_of

if TYPE_CHECKING:
    from tree_sitter import Node

_SECTIONS = frozenset({"methods", "actions", "computed", "getters"})
"""Parts of a component's or store's description whose members are those of the thing described."""

_MADE = frozenset({"data", "setup", "state"})
"""Functions of such a description whose result's members are, too."""

_METHODS = frozenset({"method_definition", "function_expression", "generator_function"})


def this_objects(node: "Node") -> "tuple[Node, ...] | None":
    """Return the object literals whose members `this` has, the strongest last.

    None where the code runs in no method of an object literal.
    """
    own = _object_around(node)
    if own is None:
        return None
    described = next((each for each in _outwards(own) if _has_sections(each)), None)
    return (*(_sections(described) if described is not None else ()), own)


def _object_around(node: "Node") -> "Node | None":
    """Return the object literal of the nearest method; arrow functions have no `this`."""
    while node.parent is not None:
        parent = node.parent
        if node.type in _METHODS or node.type == "function_declaration":
            holder = parent.parent if parent.type == "pair" else parent
            return holder if holder is not None and holder.type == "object" else None
        if node.type == "class_body":
            return None
        node = parent
    return None


def _outwards(node: "Node") -> "Iterator[Node]":
    """Yield an object literal and those it stands in, directly."""
    current: Node | None = node
    while current is not None and current.type == "object":
        yield current
        pair = current.parent
        current = pair.parent if pair is not None and pair.type == "pair" else None


def _has_sections(node: "Node") -> bool:
    return any(name in _SECTIONS for name, _ in _members(node))


def _members(node: "Node") -> "Iterator[tuple[str, Node]]":
    for child in node.named_children:
        key = child.child_by_field_name("key") or child.child_by_field_name("name")
        name = property_key(key) if key is not None else None
        value = child.child_by_field_name("value") or child
        if isinstance(name, str):
            yield name, value


def _sections(node: "Node") -> "Iterator[Node]":
    for name, value in _members(node):
        if name in _MADE:
            yield from _returned(value)
        elif name in _SECTIONS and value.type == "object":
            yield value


def _returned(function: "Node") -> "Iterator[Node]":
    """Yield the object literal that a function ends with."""
    body = function.child_by_field_name("body")
    if body is None:
        return
    last = body.named_children[-1] if body.named_children else body
    inner = first_of(last) if last.type == "return_statement" else last
    if inner.type == "object":
        yield inner
