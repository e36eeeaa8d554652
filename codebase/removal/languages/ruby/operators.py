"""How strongly Ruby's operators bind, and which parentheses that makes needless."""

from typing import TYPE_CHECKING

from codebase.removal.languages.ruby.values import JUMPS, JUNCTIONS, LISTS
from codebase.removal.nodes import code_children, field, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_BINARY = {
    "or": 1,
    "and": 1,
    "||": 7,
    "&&": 8,
    "==": 9,
    "!=": 9,
    "===": 9,
    "=~": 9,
    "!~": 9,
    "<=>": 9,
    "<": 10,
    ">": 10,
    "<=": 10,
    ">=": 10,
    "|": 11,
    "^": 11,
    "&": 12,
    "<<": 13,
    ">>": 13,
    "+": 14,
    "-": 14,
    "*": 15,
    "/": 15,
    "%": 15,
    "**": 17,
}
_UNARY = {"not": 2, "defined?": 4, "-": 16}
_OTHERS = {
    "if_modifier": 0,
    "unless_modifier": 0,
    "while_modifier": 0,
    "until_modifier": 0,
    "rescue_modifier": 0,
    "return": 0,
    "break": 0,
    "next": 0,
    "redo": 0,
    "retry": 0,
    "test_pattern": 0,
    "match_pattern": 0,
    "method": 0,
    "singleton_method": 0,
    "assignment": 4,
    "operator_assignment": 4,
    "conditional": 5,
    "range": 6,
}
_COMMAND = 3
_ASSIGNED = 4
_VALUE = 5
_BANG = 18
_TIGHTEST = 20
_PLAIN = frozenset(
    {
        "identifier",
        "constant",
        "instance_variable",
        "class_variable",
        "global_variable",
        "scope_resolution",
        "self",
        "nil",
        "true",
        "false",
        "integer",
        "float",
        "string",
        "simple_symbol",
        "array",
        "hash",
        "call",
        "element_reference",
    }
)
_OPERATORS = frozenset(
    {
        "binary",
        "unary",
        "conditional",
        "range",
        "call",
        "element_reference",
        "scope_resolution",
        "splat_argument",
        "hash_splat_argument",
        "block_argument",
        "rescue_modifier",
    }
)
_CONDITIONS = frozenset(
    {
        "if",
        "unless",
        "elsif",
        "while",
        "until",
        "case",
        "if_modifier",
        "unless_modifier",
        "while_modifier",
        "until_modifier",
    }
)
_MISREAD = (b"{", b"-", b"*", b"&", b"/", b"<", b"%", b"(", b"?", b"+", b"::", b"~", b"!")
"""How a first argument without parentheses must not begin: it would be read as an operator, a
block or a list of arguments, or warned about."""


def _is_command(node: "Node") -> bool:
    """Tell whether a node is a call whose arguments stand without parentheses, or with `do`."""
    if node.type not in ("call", "yield", "super"):
        return False
    given = field(node, "arguments")
    if node.type == "yield" and node.named_child_count:
        given = node.named_children[0]
    block = field(node, "block")
    if block is not None and block.type == "do_block":
        return True
    return given is not None and not (given.text or b"").startswith(b"(")


def grip(node: "Node") -> int:
    """Return how strongly an expression holds together: the higher, the fewer parentheses."""
    sign = field(node, "operator")
    if node.type == "binary" and sign is not None:
        return _BINARY.get(sign.type, 0)
    if node.type == "unary" and sign is not None:
        return _UNARY.get(sign.type, _BANG)
    if _is_command(node):
        return _COMMAND
    if node.type in ("assignment", "operator_assignment"):
        right = field(node, "right")
        if right is None or right.type == "right_assignment_list":
            return 0
        return min(_ASSIGNED, grip(right))
    return _OTHERS.get(node.type, _TIGHTEST)


def is_plain(inner: "Node", place: "Node") -> bool:
    """Tell whether an expression is a name, call, literal or element.

    Nobody writes parentheses around a comparison or a negation between `&&` and `||`.
    """
    if compares(inner):
        sign = field(place.parent, "operator") if place.parent is not None else None
        return inner.type in _PLAIN or (sign is not None and sign.type in JUNCTIONS)
    return inner.type in _PLAIN and not _is_command(inner)


def is_grouping(node: "Node") -> bool:
    """Tell whether parentheses only group one expression and touch no word: `if(x)` does."""
    if node.type != "parenthesized_statements":
        return False
    inside = code_children(node)
    return len(inside) == 1 and not touches_word(node) and inside[0].type not in JUMPS


def touches_word(node: "Node") -> bool:
    """Tell whether a word stands directly before or behind a node: `return(x)`, `(x)then`."""
    before, after = node.prev_sibling, node.next_sibling
    while before is not None and before.child_count:
        before = before.children[-1]
    left = before is not None and before.end_byte == node.start_byte and _is_word(before)
    return left or (
        after is not None
        and after.start_byte == node.end_byte
        and (after.text or b"")[:1].isalnum()
    )


def _is_word(leaf: "Node") -> bool:
    return (leaf.text or b"")[-1:].isalnum()


def has_operator_outside(place: "Node") -> bool:
    """Tell whether the expression is an operand."""
    parent = place.parent
    if parent is None or parent.type not in _OPERATORS:
        return False
    return parent.type != "element_reference" or field(parent, "object") == place


def needs_parentheses(inner: "Node", place: "Node", text: bytes) -> bool:
    """Tell whether `inner` means something else in `place` without parentheses."""
    parent = place.parent
    if parent is None:
        return True
    if parent.type in LISTS or parent.type in ("interpolation", "parenthesized_statements"):
        return False
    if text.startswith(_MISREAD) and is_first_bare_argument(place):
        return True
    if parent.type in ("while", "until", "for", "in") and _has_do(inner):
        return True
    if parent.type == "argument_list" and not _has_parentheses(parent) and _has_do(inner):
        return True
    return grip(inner) < _demand(parent, place)


def _has_do(node: "Node") -> bool:
    return any(each.type == "do_block" for each in walk(node))


def is_first_bare_argument(place: "Node") -> bool:
    """Tell whether a node begins the arguments of a call without parentheses."""
    outer = place.parent
    while outer is not None and outer.start_byte == place.start_byte:
        if outer.type == "argument_list" and not _has_parentheses(outer):
            returns = outer.parent is not None and outer.parent.type in JUMPS
            return not returns
        outer = outer.parent
    return False


def _has_parentheses(arguments: "Node") -> bool:
    return (arguments.text or b"").startswith(b"(")


def _demand(parent: "Node", place: "Node") -> int:
    """Return the weakest grip that `place` takes without parentheses."""
    match parent.type:
        case "binary":
            return _demand_of_binary(parent, place)
        case "unary":
            sign = field(parent, "operator")
            return 2 if sign is not None and sign.type == "not" else _BANG
        case "assignment" | "operator_assignment":
            alone = parent.parent is not None and parent.parent.type in LISTS
            return _COMMAND if alone and grip(parent) <= _ASSIGNED else _ASSIGNED
        case "conditional":
            return _BINARY["||"] if field(parent, "condition") == place else _VALUE
        case "range":
            return _BINARY["||"]
        case "argument_list":
            return _demand_of_list(parent)
        case "array" | "pair" | "element_reference" | "rescue_modifier" | "pattern" | "method":
            return _TIGHTEST if field(parent, "object") == place else _VALUE
        case kind if kind in _CONDITIONS:
            return 1
        case _:
            return _TIGHTEST


def _demand_of_binary(parent: "Node", place: "Node") -> int:
    sign = field(parent, "operator")
    own = _BINARY.get(sign.type, _TIGHTEST) if sign is not None else _TIGHTEST
    if own in (_BINARY["&&"], _BINARY["||"]):
        return own
    if own == _BINARY["=="]:
        return own + 1
    if own == _BINARY["**"]:
        return _TIGHTEST
    return own + 1 if field(parent, "right") == place else own


def _demand_of_list(arguments: "Node") -> int:
    outer = arguments.parent
    alone = arguments.named_child_count == 1
    if outer is not None and outer.type in JUMPS and alone and not _has_parentheses(arguments):
        return _COMMAND
    return _ASSIGNED if _has_parentheses(arguments) else _VALUE


def compares(node: "Node") -> bool:
    """Tell whether an expression is a comparison, a negation or a truth value."""
    sign = field(node, "operator")
    if node.type == "unary" and sign is not None:
        return sign.type in ("!", "not")
    if node.type == "binary" and sign is not None:
        return sign.type in ("==", "!=", "===", "!~", "<", ">", "<=", ">=")
    return node.type in ("true", "false")
