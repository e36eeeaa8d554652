"""Calls that a function makes itself, as far as it may hand on what they answer."""

from collections.abc import Callable, Container
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


def own_calls(
    body: "Node", is_call: Callable[["Node"], bool], others: Container[str]
) -> "list[Node]":
    """Return the calls in a body, inner ones first; `others` hold what it does not do itself."""
    stack, found = [body], list["Node"]()
    while stack:
        node = stack.pop()
        if is_call(node):
            found.append(node)
        if node.type not in others:
            stack.extend(node.children)
    return sorted(found, key=lambda node: node.end_byte - node.start_byte)
