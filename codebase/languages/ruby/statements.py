"""Statements and assignments as values: the last one counts."""

from typing import TYPE_CHECKING

from codebase.languages.ruby.nodes import holder_of
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.outline import nodes_of
from codebase.syntax import Either, Form, Opaque, Through

if TYPE_CHECKING:
    from tree_sitter import Node

_EARLY = frozenset({"return", "next"})


_BESIDE = frozenset({"rescue", "ensure", "else"})


def statements_form(node: "Node", _: Read) -> Form:
    """Statements: the last one's value, and what leaves them on the way."""
    listed = children_of(node)
    main = [child for child in listed if child.type not in _BESIDE]
    found = main[-1:]
    found.extend(b for c in listed if c.type == "rescue" and (b := pick(c, "body")) is not None)
    for early in nodes_of(node, _EARLY) if node.type == "body_statement" else ():
        inner = holder_of(early, ("method", "singleton_method", "lambda"))
        value = pick(early, "#-1")
        inside = inner is not None and inner.start_byte > node.start_byte
        if value is not None and early not in found and not inside:
            found.append(value)
    return Either(tuple(found)) if found else Opaque(known=True)


def case_form(node: "Node", _: Read) -> Form:
    """One of its branches, whichever is taken."""
    found = [body for c in children_of(node) if (body := _branch(c)) is not None]
    return Either(tuple(found)) if found else Opaque()


def _branch(node: "Node") -> "Node | None":
    return node if node.type == "else" else node.child_by_field_name("body")


def assigned_form(node: "Node", _: Read) -> Form:
    """An assignment's value; `x ||= v` may also be what was there before."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or right is None:
        return Opaque()
    keeps = node.type == "operator_assignment"
    return Either((left, right)) if keeps and "||=" in _signs(node) else Through(right)


def _signs(node: "Node") -> list[str]:
    return [text_of(child) for child in node.children if not child.is_named]
