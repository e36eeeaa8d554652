"""Strings: plain, verbatim, raw, interpolated."""

from typing import TYPE_CHECKING

from codebase.languages.tables import text
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, text_of
from codebase.syntax import (
    Concat,
    Form,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def pieces(node: "Node") -> "list[str | Node]":
    """Split a string into decoded text and holes."""
    start = text_of(node)[:4]
    raw, verbatim = '"""' in text_of(node)[:8], "@" in start
    if not node.named_children:
        return [
            text_of(node)[2:-1].replace('""', '"') if verbatim else text.unquoted(text_of(node))
        ]
    found: list[str | Node] = []
    for child in node.named_children:
        if child.type == "interpolation":
            inner = [c for c in children_of(child) if c.type != "interpolation_brace"]
            found.append(inner[0] if len(inner) == 1 else child)
        elif child.type == "escape_sequence":
            found.append(text.escape(text_of(child)))
        elif child.type.endswith("_content"):
            plain = text_of(child)
            if not raw and node.type.startswith("interpolated"):
                plain = plain.replace("{{", "{").replace("}}", "}")
            found.append(plain.replace('""', '"') if verbatim else plain)
    return _dedented(found) if raw and "\n" in text_of(node) else found or [""]


def _dedented(parts: "list[str | Node]") -> "list[str | Node]":
    """A raw string of several lines: its last line says how far it is indented."""
    last = parts[-1]
    margin = last.rpartition("\n")[2] if isinstance(last, str) else ""
    found = [p.replace(f"\n{margin}", "\n") if isinstance(p, str) else p for p in parts]
    first = found[0]
    found[0] = first.removeprefix("\n") if isinstance(first, str) else first
    last = found[-1]
    found[-1] = last.removesuffix("\n") if isinstance(last, str) else last
    return found


def interpolated(node: "Node", _: Read) -> Form:
    """`$"a_{x}"`."""
    return Concat(tuple(pieces(node)))
