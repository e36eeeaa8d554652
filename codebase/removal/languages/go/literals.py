"""Literals of Go."""

from typing import TYPE_CHECKING

from codebase.removal.languages.base import Literal

if TYPE_CHECKING:
    from tree_sitter import Node

_CONTENT = frozenset({"interpreted_string_literal_content", "raw_string_literal_content"})


def text_literal(node: "Node") -> Literal | None:
    """Read a string without escapes."""
    parts = node.named_children
    if any(part.type not in _CONTENT for part in parts):
        return None
    return Literal(b"".join(part.text or b"" for part in parts).decode("utf-8", "replace"))
