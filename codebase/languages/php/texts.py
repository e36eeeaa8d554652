"""Strings: quoted, heredoc, nowdoc."""

from typing import TYPE_CHECKING

from codebase.languages.tables import text
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.syntax import (
    Concat,
    Form,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def pieces(node: "Node") -> "list[str | Node]":
    """Split a string into decoded text and holes; a single-quoted one knows two escapes only."""
    plain = node.type in ("string", "nowdoc_body")
    found: list[str | Node] = []
    source, at = node.text or b"", node.start_byte
    inside = node.type in ("heredoc_body", "nowdoc_body")
    for child in children_of(node):
        if inside:
            found.append(_between(source, at - node.start_byte, child.start_byte - node.start_byte))
        at = child.end_byte
        if child.type in ("string_content", "nowdoc_string"):
            found.append(text_of(child))
        elif child.type == "escape_sequence":
            found.append((text.raw_escape if plain else text.escape)(text_of(child)))
        else:
            found.append(child)
    return found or [""]


def _between(source: bytes, start: int, end: int) -> str:
    gap = source[start:end].decode("utf-8", "replace")
    return "" if gap.strip() else gap


def heredoc(node: "Node", _: Read) -> Form:
    """A heredoc: the indentation of its last line is none of its text."""
    body, end = pick(node, "value"), pick(node, "end_tag")
    margin = " " * (end.start_point[1] if end is not None else 0)
    found: list[str | Node] = [""]
    for part in pieces(body) if body is not None else ():
        if isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    parts = [p.replace(f"\n{margin}", "\n") if isinstance(p, str) else p for p in found]
    return Concat((str(parts[0]).removeprefix("\n"), *parts[1:]))
