"""How strongly Go's operators bind, and which parentheses that makes needless."""

from typing import TYPE_CHECKING

from codebase.removal.nodes import walk

if TYPE_CHECKING:
    from tree_sitter import Node

_BINARY = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "|": 4,
    "^": 4,
}
_LOGICAL = frozenset({1, 2})
_COMPARING = frozenset({3, 6})
_LOOSEST_PRODUCT = 5
_UNARY = 6
_TIGHTEST = 7
_PLAIN = frozenset(
    {
        "identifier",
        "true",
        "false",
        "nil",
        "int_literal",
        "float_literal",
        "rune_literal",
        "interpreted_string_literal",
        "raw_string_literal",
        "call_expression",
        "selector_expression",
        "index_expression",
        "slice_expression",
        "type_assertion_expression",
    }
)
_OPERATORS = frozenset(
    {
        "binary_expression",
        "unary_expression",
        "selector_expression",
        "index_expression",
        "slice_expression",
        "call_expression",
        "type_assertion_expression",
    }
)
_HEADS = frozenset({"if_statement", "for_statement", "for_clause", "expression_switch_statement"})


def grip(node: "Node") -> int:
    """Return how strongly an expression holds together: the higher, the fewer parentheses."""
    if node.type == "binary_expression":
        sign = node.child_by_field_name("operator")
        return _BINARY.get(sign.type, _LOOSEST_PRODUCT) if sign is not None else 0
    return _UNARY if node.type == "unary_expression" else _TIGHTEST


def is_plain(inner: "Node", place: "Node") -> bool:
    """Tell whether an expression is a name, call, literal or member.

    Nobody writes parentheses around a comparison or a negation between `&&` and `||`.
    """
    logical = place.parent is not None and grip(place.parent) in _LOGICAL
    return inner.type in _PLAIN or (logical and grip(inner) in _COMPARING)


def has_operator_outside(place: "Node") -> bool:
    """Tell whether the expression is an operand; arguments and indexes are not."""
    parent = place.parent
    if parent is None or parent.type not in _OPERATORS:
        return False
    return parent.child_by_field_name("index") != place


def needs_parentheses(inner: "Node", place: "Node", _text: bytes) -> bool:
    """Tell whether `inner` means something else in `place` without parentheses."""
    if _opens_block(inner) and _is_in_head(place):
        return True
    parent = place.parent
    if parent is None or not has_operator_outside(place):
        return parent is None
    own, outer = grip(inner), grip(parent)
    if parent.type == "binary_expression" and own == outer:
        sign = parent.child_by_field_name("operator")
        alike = sign is not None and sign.type in ("&&", "||")
        return not alike and parent.child_by_field_name("right") == place
    return own < outer


def _opens_block(inner: "Node") -> bool:
    """The brace of a struct in a condition would be taken for that of the body."""
    return any(node.type == "composite_literal" for node in walk(inner))


def _is_in_head(place: "Node") -> bool:
    outer = place.parent
    while outer is not None and outer.type in _OPERATORS | {"parenthesized_expression"}:
        outer = outer.parent
    return outer is not None and outer.type in _HEADS
