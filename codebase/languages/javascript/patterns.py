"""Patterns that take a value apart, and the names they bind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.languages.javascript.forms import property_key
from codebase.languages.javascript.text import text_of
from codebase.outline import Step
from codebase.syntax import first_of

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


@dataclass(frozen=True, slots=True)
class Bound:
    """A name a pattern binds, the steps to its value, and what it is if the value is absent."""

    name: str
    node: "Node"
    path: tuple[Step, ...] = ()
    default: "Node | None" = None
    rest: bool = False


def bindings(pattern: "Node") -> list[Bound]:
    """Return every name a pattern binds; a plain name binds itself."""
    found: list[Bound] = []
    stack = [Bound("", pattern)]
    while stack:
        item = stack.pop()
        kind = item.node.type
        if kind in _NAMES:
            name = text_of(item.node)
            found.append(Bound(name, item.node, item.path, item.default, item.rest))
        elif kind == "object_pattern":
            stack.extend(_fields(item))
        elif kind == "array_pattern":
            stack.extend(_items(item))
        elif kind in ("assignment_pattern", "object_assignment_pattern"):
            stack.extend(_defaulted(item, item.path))
        elif kind == "rest_pattern" and item.node.named_children:
            stack.append(Bound("", first_of(item.node), item.path, rest=True))
    return found


def _fields(item: Bound) -> list[Bound]:
    found: list[Bound] = []
    for child in item.node.named_children:
        if child.type == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            name = property_key(key) if key else None
            if isinstance(name, str) and value is not None:
                found.append(Bound("", value, (*item.path, name), rest=item.rest))
        elif child.type == "shorthand_property_identifier_pattern":
            found.append(Bound("", child, (*item.path, text_of(child)), rest=item.rest))
        elif child.type == "object_assignment_pattern":
            left = child.child_by_field_name("left")
            if left is not None:
                found.extend(_defaulted(Bound("", child), (*item.path, text_of(left))))
        elif child.type == "rest_pattern":
            found.append(Bound("", child, item.path))
    return found


def _items(item: Bound) -> list[Bound]:
    # Commas count: `[, b]` binds the second item.
    found: list[Bound] = []
    at = 0
    for child in item.node.children:
        if child.type == ",":
            at += 1
        elif child.is_named:
            found.append(Bound("", child, (*item.path, at)))
    return found


def _defaulted(item: Bound, path: tuple[Step, ...]) -> list[Bound]:
    left, right = item.node.child_by_field_name("left"), item.node.child_by_field_name("right")
    return [Bound("", left, path, right)] if left is not None else []
