"""Whose value is read? In Ruby the last statement of nearly everything is its value."""

from typing import TYPE_CHECKING

from codebase.removal.nodes import CLAUSES, field, is_statement

if TYPE_CHECKING:
    from tree_sitter import Node

LISTS = frozenset(
    {
        "program",
        "body_statement",
        "block_body",
        "then",
        "else",
        "begin",
        "do",
        "ensure",
        "begin_block",
        "end_block",
    }
)
"""Node types whose children are statements."""
JUMPS = frozenset({"return", "break", "next", "redo", "retry"})
JUNCTIONS = {"&&": False, "and": False, "||": True, "or": True}
"""Operators, and the truth of the left side with which the right side is never evaluated."""

_DISCARDING = frozenset(
    {"program", "do", "ensure", "begin_block", "end_block", "class", "module", "singleton_class"}
)
_ARMS = frozenset({"if", "unless", "elsif", "when", "case", "in_clause", "case_match", "rescue"})


def thawed(node: "Node") -> "Node":
    """Return what a `.freeze` is called on, or the node itself."""
    receiver, method = field(node, "receiver"), field(node, "method")
    frozen = node.type == "call" and method is not None and method.text == b"freeze"
    if frozen and receiver is not None and field(node, "arguments") is None:
        return receiver
    return node


def statements(body: "Node") -> "list[Node]":
    """Return the statements of a list, without comments, texts and clauses."""
    return [child for child in body.named_children if is_statement(child)]


def in_list(node: "Node") -> bool:
    """Tell whether a node is a statement of a list."""
    return node.parent is not None and node.parent.type in LISTS


def is_used(node: "Node") -> bool:
    """Tell whether anything may read the value that a node gives where it stands."""
    while (parent := node.parent) is not None:
        if parent.type in _DISCARDING:
            return False
        if parent.type in LISTS or parent.type == "parenthesized_statements":
            inside = statements(parent)
            if node.type not in CLAUSES and inside and inside[-1] != node:
                return False
        elif parent.type in ("while_modifier", "until_modifier"):
            return field(parent, "body") != node
        elif not _hands_on(parent, node):
            return True
        node = parent
    return False


def _hands_on(parent: "Node", node: "Node") -> bool:
    """Tell whether the value of `node` is just the value of `parent`."""
    match parent.type:
        case "if_modifier" | "unless_modifier":
            return field(parent, "body") == node
        case "conditional":
            return field(parent, "condition") != node
        case "binary":
            sign = field(parent, "operator")
            return sign is not None and sign.type in JUNCTIONS and field(parent, "right") == node
        case kind if kind in _ARMS:
            asked = (field(parent, "condition"), field(parent, "value"))
            return node not in asked and (node.type in LISTS or node.type in _ARMS)
        case kind:
            return kind == "rescue_modifier"


def may_go(statement: "Node") -> bool:
    """Tell whether a statement that gives nil may go.

    The last one of a method, block or lambda is its value, so the one before would become it.
    """
    if statement.parent is None or not in_list(statement):
        return False
    return not is_used(statement) or len(statements(statement.parent)) == 1


_UNASKED = frozenset({b"initialize"})
"""Methods whose result the language throws away."""
_ONLY_RUN = frozenset(
    {b"each", b"each_with_index", b"each_slice", b"find_each", b"times", b"describe", b"context"}
)
"""Methods that throw the result of their block away; the last two group the examples of a spec."""


def throws_away(function: "Node") -> bool:
    """Tell whether nobody ever sees what a method or a block returns."""
    name = field(function, "name")
    if function.type == "method" and name is not None:
        return name.text in _UNASKED
    call = function.parent
    method = field(call, "method") if call is not None and call.type == "call" else None
    return method is not None and method.text in _ONLY_RUN
