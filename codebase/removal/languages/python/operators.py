"""How strongly Python's operators bind, and which parentheses that makes needless."""

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_GRIP = {
    "named_expression": -1,
    "yield": -1,
    "expression_list": -1,
    "lambda": 0,
    "conditional_expression": 1,
    "or": 2,
    "and": 3,
    "not_operator": 4,
    "comparison_operator": 5,
    "binary_operator": 6,
    "unary_operator": 12,
    "await": 14,
}
_TIGHTEST = 15
_PLAIN = frozenset(
    {
        "identifier",
        "true",
        "false",
        "none",
        "integer",
        "float",
        "string",
        "list",
        "dictionary",
        "set",
        "tuple",
        "list_comprehension",
        "call",
        "attribute",
        "subscript",
    }
)
_BRACKETED = frozenset(
    {
        "string",
        "list",
        "dictionary",
        "set",
        "tuple",
        "argument_list",
        "parenthesized_expression",
        "list_comprehension",
        "dictionary_comprehension",
        "set_comprehension",
        "generator_expression",
        "format_expression",
    }
)
"""Where a line may end anywhere."""
_COMPARING = frozenset({"comparison_operator", "not_operator"})
_OPERATORS = frozenset(
    {
        "boolean_operator",
        "not_operator",
        "comparison_operator",
        "binary_operator",
        "unary_operator",
        "conditional_expression",
        "await",
        "attribute",
        "subscript",
        "call",
        "list_splat",
        "dictionary_splat",
    }
)


def grip(node: "Node") -> int:
    """Return how strongly an expression holds together: the higher, the fewer parentheses."""
    if node.type == "boolean_operator":
        sign = node.child_by_field_name("operator")
        return _GRIP["or" if sign is not None and sign.type == "or" else "and"]
    return _GRIP.get(node.type, _TIGHTEST)


def is_plain(inner: "Node", place: "Node") -> bool:
    """Tell whether an expression is a name, call, literal or attribute.

    Nobody writes parentheses around a comparison or a negation between `and` and `or`.
    """
    logical = place.parent is not None and place.parent.type == "boolean_operator"
    return inner.type in _PLAIN or (logical and inner.type in _COMPARING)


def has_operator_outside(place: "Node") -> bool:
    """Tell whether the expression is an operand."""
    parent = place.parent
    if parent is None or parent.type not in _OPERATORS:
        return False
    inside = parent.child_by_field_name("subscript")
    return parent.type != "subscript" or inside != place


def _breaks_outside_brackets(node: "Node") -> bool:
    """Tell whether a line ends where only parentheses around allow it."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.start_point.row == node.end_point.row or node.type in _BRACKETED:
            continue
        if node.type != "subscript":
            pairs = pairwise(node.children)
            if any(one.end_point.row < other.start_point.row for one, other in pairs):
                return True
        stack.extend(node.children)
    return False


def needs_parentheses(inner: "Node", place: "Node", text: bytes) -> bool:
    """Tell whether `inner` means something else in `place` without parentheses."""
    if b"\n" in text and _breaks_outside_brackets(inner):
        return True
    parent = place.parent
    own = grip(inner)
    if own < 0 or parent is None:
        return True
    if not has_operator_outside(place):
        return False
    if inner.type == "integer" and parent.type == "attribute":
        return True
    return own < _demand(parent, place)


def _demand(parent: "Node", place: "Node") -> int:
    """Return the weakest grip that `place` takes without parentheses."""
    match parent.type:
        case "boolean_operator" | "not_operator" | "await":
            return grip(parent)
        case "comparison_operator" | "list_splat" | "dictionary_splat":
            return _GRIP["comparison_operator"] + 1
        case "conditional_expression":
            return 0 if parent.named_children[-1] == place else _GRIP["or"]
        case _:
            return _TIGHTEST
