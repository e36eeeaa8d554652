"""A text that comes to stand first in a body documents it: that would be something new."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.removal.nodes import closest, code_children, walk
from codebase.removal.reasons import RESULT

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Sides

_DOCUMENTED = frozenset({"function_definition", "class_definition"})
_BODIES = frozenset({"block", "module"})


def is_docstring(statement: "Node") -> bool:
    """Tell whether a statement is nothing but a text."""
    inside = statement.named_children
    return statement.type == "expression_statement" and [n.type for n in inside] == ["string"]


def docstrings_differ(sides: "Sides") -> str:
    """Return a reason if a text documents something now that it did not document before."""
    for body in _changed_bodies(sides):
        text = _docstring(body)
        if text is None:
            continue
        start = sides.draft.origin(text.start_byte)
        was = _statement(sides.before.root_node, start) if start is not None else None
        if was is None or was.parent is None or _docstring(was.parent) != was:
            return RESULT
    return ""


def _changed_bodies(sides: "Sides") -> "Iterator[Node]":
    for difference in sides.differences:
        yield difference.inside
        for node in difference.new:
            yield from (each for each in walk(node) if each.type in _BODIES)


def _docstring(body: "Node") -> "Node | None":
    """Return the text that documents what `body` is the body of."""
    owner = body.parent.type if body.parent is not None else ""
    if body.type != "module" and not (body.type == "block" and owner in _DOCUMENTED):
        return None
    statements = code_children(body)
    return statements[0] if statements and is_docstring(statements[0]) else None


def _statement(root: "Node", start: int) -> "Node | None":
    return closest(root.descendant_for_byte_range(start, start), ("expression_statement",))
