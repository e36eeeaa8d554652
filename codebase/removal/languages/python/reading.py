"""How Python's nodes are read into shapes."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.python import tables
from codebase.removal.languages.python.chains import content, last_statement
from codebase.removal.languages.python.docstrings import is_docstring
from codebase.removal.nodes import closest, code_children, field, walk
from codebase.removal.reasons import RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

CALLS = frozenset({"call", "await", "yield", "named_expression"})
"""Expressions that may do something when they are evaluated."""
_COMPARISONS = {
    "==": (False, "loose"),
    "!=": (True, "loose"),
    "is": (False, "strict"),
    "is not": (True, "strict"),
    "in": (False, "member"),
    "not in": (True, "member"),
}


def junction(node: "Node") -> shapes.Junction | None:
    """Read `and` and `or`."""
    left, sign, right = (field(node, name) for name in ("left", "operator", "right"))
    if node.type != "boolean_operator" or left is None or sign is None or right is None:
        return None
    return shapes.Junction(node, left, right, sign.type == "or")


def comparison(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read a comparison of two operands."""
    parts = [part for part in parent.children if part.type != "line_continuation"]
    if len(parts) != 3:
        return None
    left, sign, right = parts
    negated, kind = _COMPARISONS.get(sign.type, (False, ""))
    if kind == "member":
        return shapes.Comparison(parent, right, negated, "member") if left == node else None
    other = right if left == node else left
    if kind == "loose":
        return shapes.Comparison(parent, other, negated, "loose")
    return shapes.Comparison(parent, other, negated, "strict") if kind == "strict" else None


def choice(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read `a if x else b`, if the placeholder is the condition."""
    parts = code_children(parent)
    if len(parts) != 3 or parts[1] != node:
        return None
    return shapes.Choice(parent, parts[0], parts[2])


def argument(node: "Node", arguments: "Node") -> shapes.Shape | None:
    """Read `bool(x)` and `{…}.get(x, otherwise)`."""
    call = arguments.parent
    function = field(call, "function") if call is not None else None
    if call is None or function is None:
        return None
    if function.text == b"bool":
        return shapes.Truth(call) if arguments.named_child_count == 1 else None
    return tables.get(node, call)


def binding(assignment: "Node") -> shapes.Shape | None:
    """Read an assignment to a variable of a function."""
    statement, name = assignment.parent, field(assignment, "left")
    if statement is None or statement.type != "expression_statement" or name is None:
        return None
    scope = statement.parent
    if name.type != "identifier" or scope is None or scope.type != "block":
        return None
    function = closest(scope.parent, ("function_definition", "class_definition"))
    if function is None or function.type == "class_definition":
        return None
    return shapes.Binding(statement, name, scope, function)


def loop(statement: "Node") -> shapes.Shape:
    """Read a `while`; one with an `else` is left."""
    if field(statement, "alternative") is not None:
        return shapes.Refused(RESULT)
    return shapes.Loop(statement)


def selection(statement: "Node") -> shapes.Shape | None:
    """Read every arm of a `match`."""
    body = field(statement, "body")
    if body is None:
        return None
    clauses = [node for node in body.named_children if node.type == "case_clause"]
    cases = tuple(_case(clause) for clause in clauses)
    return shapes.Selection(statement, cases, strict=False)


def _case(clause: "Node") -> shapes.Case:
    patterns = [node for node in clause.children if node.type == "case_pattern"]
    labels = [leaf for pattern in patterns for leaf in _alternatives(pattern)]
    body = field(clause, "consequence")
    assert body is not None
    default = [pattern.text for pattern in patterns] == [b"_"]
    return shapes.Case(
        node=clause,
        labels=() if default else tuple(labels),
        default=default,
        span=content(body),
        last=last_statement(body),
        guarded=field(clause, "guard") is not None or len(patterns) != 1,
    )


def _alternatives(pattern: "Node") -> "list[Node]":
    inside = pattern.named_children
    if len(inside) == 1 and inside[0].type == "union_pattern":
        return list(inside[0].named_children)
    return list(inside)


def returned(function: "Node") -> "Node | None":
    """Return what is all a function returns; a decorator may make it something else.

    `on = CHECK` and `return on` is the check too.
    """
    body = field(function, "body")
    if body is None or (function.parent is not None and "decorated" in function.parent.type):
        return None
    if body.type != "block":
        return body
    *before, last = [each for each in code_children(body) if not is_docstring(each)] or [body]
    parts = last.named_children if last.type == "return_statement" else []
    values = dict(_variables(before))
    if len(parts) != 1 or len(values) != len(before):
        return None
    own = values.pop(parts[0].text or b"", None)
    pure = all(node.type not in CALLS for value in values.values() for node in walk(value))
    return (own or parts[0]) if pure else None


def _variables(statements: "list[Node]") -> "Iterator[tuple[bytes, Node]]":
    for statement in statements:
        assignment = statement.named_children[0] if statement.named_child_count == 1 else statement
        name, value = field(assignment, "left"), field(assignment, "right")
        if assignment.type != "assignment" or name is None or value is None:
            continue
        if name.type == "identifier":
            yield name.text or b"", value
