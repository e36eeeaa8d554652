"""What is written out in Python code: plain texts, True, False and None."""

import re
from typing import TYPE_CHECKING

from codebase.removal.nodes import code_children
from codebase.removal.shapes import Literal

if TYPE_CHECKING:
    from tree_sitter import Node

_LISTS = frozenset({"tuple", "list", "set"})
_PLAIN_START = re.compile(rb"[rRuU]?['\"]")
"""How a text of one line begins; any other prefix makes it something else."""


def literal(node: "Node") -> Literal | None:
    """Return the literal a node is, None if it is none or not a plain one."""
    match node.type:
        case "true" | "false":
            return Literal(node.type == "true")
        case "none":
            return Literal(None)
        case "string":
            return _text(node)
        case _:
            return None


def members(node: "Node") -> tuple[Literal, ...] | None:
    """Return the literals of a tuple, list or set, None if it holds anything else."""
    if node.type not in _LISTS:
        return None
    found = [literal(child) for child in code_children(node)]
    return tuple(each for each in found if each is not None) if None not in found else None


def _text(node: "Node") -> Literal | None:
    """Read a plain string: of one line, no bytes, no escapes, no holes."""
    start, *parts, _ = node.children
    text = b"".join(part.text or b"" for part in parts)
    if not _PLAIN_START.fullmatch(start.text or b"") or b"\\" in text:
        return None
    if any(part.type != "string_content" for part in parts):
        return None
    return Literal(text.decode("utf-8", "replace"))
