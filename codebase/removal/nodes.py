"""Small questions about syntax trees, in whichever grammar."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node


def walk(node: "Node") -> "Iterator[Node]":
    """Yield a node and everything below it, parents first, without recursion."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def is_comment(node: "Node") -> bool:
    """Tell whether the node is a comment, in whichever grammar."""
    return "comment" in node.type


def end_of(node: "Node") -> int:
    """Return where a node ends, its line end left out.

    The grammar of Python counts the carriage return of a Windows line end to the comment before it.
    """
    text = node.text or b""
    return node.end_byte - (len(text) - len(text.rstrip(b"\r")))


def code_end(node: "Node") -> int:
    """Return where the last token of `node` ends; some grammars put trailing comments inside."""
    while True:
        last = next((child for child in reversed(node.children) if not is_comment(child)), None)
        if last is None:
            return node.end_byte
        node = last
