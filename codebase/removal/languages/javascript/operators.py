"""How strongly JavaScript's operators bind, and which parentheses that makes needless."""

from typing import TYPE_CHECKING

from codebase.removal.languages.javascript.kinds import ELEMENTS
from codebase.removal.languages.javascript.reading import compares

if TYPE_CHECKING:
    from tree_sitter import Node

_BINARY = {
    "??": 3,
    "||": 3,
    "&&": 4,
    "|": 5,
    "^": 6,
    "&": 7,
    "==": 8,
    "!=": 8,
    "===": 8,
    "!==": 8,
    "<": 9,
    ">": 9,
    "<=": 9,
    ">=": 9,
    "in": 9,
    "instanceof": 9,
    "<<": 10,
    ">>": 10,
    ">>>": 10,
    "+": 11,
    "-": 11,
    "*": 12,
    "/": 12,
    "%": 12,
    "**": 13,
}
_OTHERS = {
    "sequence_expression": 0,
    "yield_expression": 1,
    "arrow_function": 1,
    "assignment_expression": 1,
    "augmented_assignment_expression": 1,
    "ternary_expression": 2,
    "as_expression": 9,
    "satisfies_expression": 9,
    "unary_expression": 14,
    "await_expression": 14,
    "type_assertion": 14,
    "update_expression": 15,
    "new_expression": 16,
}
_TIGHTEST = 17
_PLAIN = frozenset(
    {
        "identifier",
        "this",
        "super",
        "undefined",
        "true",
        "false",
        "null",
        "string",
        "number",
        "regex",
        "template_string",
        "array",
        "object",
        "call_expression",
        "member_expression",
        "subscript_expression",
        "non_null_expression",
    }
)
_OPERATORS = frozenset(
    {
        "binary_expression",
        "unary_expression",
        "ternary_expression",
        "await_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "update_expression",
        "member_expression",
        "subscript_expression",
        "call_expression",
        "new_expression",
        "type_assertion",
        "spread_element",
        "class_heritage",
        "extends_clause",
    }
)
_CHAINED = frozenset(
    {"member_expression", "subscript_expression", "call_expression", "non_null_expression"}
)
_STATEMENT_STARTS = (b"{", b"function", b"class", b"async function", b"let[", b"let [")


def grip(node: "Node") -> int:
    """Return how strongly an expression holds together: the higher, the fewer parentheses."""
    if node.type == "binary_expression":
        sign = node.child_by_field_name("operator")
        return _BINARY.get(sign.type, 0) if sign is not None else 0
    return _OTHERS.get(node.type, _TIGHTEST)


def is_plain(inner: "Node", place: "Node") -> bool:
    """Tell whether an expression is a name, call, literal or member, or an element on one line.

    Parentheses that have lines of their own are how people write an element among operators.
    Nobody writes any around a comparison or a negation between `&&` and `||`.
    """
    if inner.type in ELEMENTS:
        return not _opens_lines(inner.parent)
    return inner.type in _PLAIN or (compares(inner) and _is_logical(place.parent))


def _is_logical(outer: "Node | None") -> bool:
    sign = outer.child_by_field_name("operator") if outer is not None else None
    return sign is not None and sign.type in ("&&", "||")


def _opens_lines(around: "Node | None") -> bool:
    if around is None or around.type != "parenthesized_expression":
        return False
    return around.start_point.row < around.named_children[0].start_point.row


def has_operator_outside(place: "Node") -> bool:
    """Tell whether the expression is an operand."""
    parent = place.parent
    return parent is not None and parent.type in _OPERATORS and not _is_index(parent, place)


def _is_index(parent: "Node", place: "Node") -> bool:
    return parent.type == "subscript_expression" and parent.child_by_field_name("index") == place


def needs_parentheses(inner: "Node", place: "Node", text: bytes) -> bool:
    """Tell whether `inner` means something else in `place` without parentheses."""
    parent = place.parent
    if parent is None:
        return True
    if parent.type in ("expression_statement", "arrow_function", "export_statement"):
        return text.startswith(_STATEMENT_STARTS) or inner.type == "sequence_expression"
    if parent.type == "binary_expression":
        return _needed_by_operator(inner, place, parent)
    if not has_operator_outside(place):
        return inner.type == "sequence_expression"
    return grip(inner) < _demand(parent, place) or _odd_member(inner, parent)


def _needed_by_operator(inner: "Node", place: "Node", parent: "Node") -> bool:
    own, outer = grip(inner), grip(parent)
    sign = parent.child_by_field_name("operator")
    inner_sign = inner.child_by_field_name("operator")
    signs = {node.type for node in (sign, inner_sign) if node is not None}
    if "??" in signs and signs & {"||", "&&"}:
        return True
    if own == outer and (sign is None or sign.type not in ("&&", "||", "??")):
        return parent.child_by_field_name("right") == place or sign is None or sign.type == "**"
    return own < outer or (sign is not None and sign.type == "**" and own == 14)


def _demand(parent: "Node", place: "Node") -> int:
    if parent.type == "ternary_expression":
        return 3 if parent.child_by_field_name("condition") == place else 1
    if parent.type == "spread_element":
        return 1
    if parent.type in ("member_expression", "subscript_expression", "call_expression"):
        return _TIGHTEST
    return _OTHERS.get(parent.type, _TIGHTEST)


def _odd_member(inner: "Node", parent: "Node") -> bool:
    if parent.type == "new_expression":
        return not _is_path(inner)
    if parent.type in ("member_expression", "subscript_expression", "call_expression"):
        return _stops_early(inner) or _is_odd_object(inner, parent)
    return False


def _is_odd_object(inner: "Node", parent: "Node") -> bool:
    return inner.type in ("number", "object") and parent.type == "member_expression"


def _is_path(inner: "Node") -> bool:
    """Tell whether an expression is a name, or members of one."""
    node: Node | None = inner
    while node is not None and node.type == "member_expression":
        node = node.child_by_field_name("object")
    return node is not None and node.type in ("identifier", "this")


def _stops_early(inner: "Node") -> bool:
    """Tell whether `?.` inside would take what follows outside along when it stops."""
    node: Node | None = inner
    while node is not None:
        if any(each.type == "optional_chain" for each in node.children):
            return True
        if node.type not in _CHAINED:
            return False
        node = node.child_by_field_name("object") or node.child_by_field_name("function")
    return False
