"""What the `switch` of one language has in common with that of another: how an arm is left."""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from codebase.removal.nodes import is_comment

if TYPE_CHECKING:
    from tree_sitter import Node


def closing_break(code: "Sequence[Node]") -> "Node | None":
    """Return the `break` that ends the statements of an arm and says no more than its end does."""
    return code[-1] if code and is_plain_break(code[-1]) else None


def without_closing(inside: "list[Node]", closing: "Node | None") -> "list[Node]":
    """Return statements and comments of an arm up to its closing `break`, and its own comments."""
    if closing is None:
        return inside
    kept = [node for node in inside if node.end_byte <= closing.start_byte]
    while kept and is_comment(kept[-1]):
        kept.pop()
    return kept


def breaks_out(node: "Node", others: Container[str]) -> bool:
    """Tell whether a `break` inside would leave the `switch`; in `others` it leaves them."""
    stack = [node]
    while stack:
        node = stack.pop()
        if is_plain_break(node):
            return True
        if node.type not in others:
            stack.extend(node.children)
    return False


def is_plain_break(node: "Node") -> bool:
    """Tell whether a node is a `break` that names no label."""
    return node.type == "break_statement" and node.named_child_count == 0
