"""What is written out in Go code: plain texts, true, false and nil."""

from typing import TYPE_CHECKING

from codebase.removal.shapes import Literal

if TYPE_CHECKING:
    from tree_sitter import Node

_CONTENT = frozenset({"interpreted_string_literal_content", "raw_string_literal_content"})


def literal(node: "Node") -> Literal | None:
    """Return the literal a node is, None if it is none or not a plain one."""
    match node.type:
        case "true" | "false":
            return Literal(node.type == "true")
        case "nil":
            return Literal(None)
        case "interpreted_string_literal" | "raw_string_literal":
            return text_literal(node)
        case _:
            return None


def text_literal(node: "Node") -> Literal | None:
    """Read a string without escapes."""
    parts = node.named_children
    if any(part.type not in _CONTENT for part in parts):
        return None
    return Literal(b"".join(part.text or b"" for part in parts).decode("utf-8", "replace"))
