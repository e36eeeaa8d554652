"""String literals of JavaScript, decoded the way the language would."""

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}

_HEX = re.compile(r"(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\})")


def text_of(node: "Node") -> str:
    """Return a node's source text."""
    return (node.text or b"").decode("utf-8", "replace")


def escaped(sequence: str) -> str:
    """Decode one escape sequence, backslash included."""
    body = sequence[1:]
    match = _HEX.fullmatch(body)
    if match:
        number = int(next(group for group in match.groups() if group), 16)
        return chr(number) if number <= 0x10FFFF else ""
    if body in ("\n", "\r\n", "\r"):
        return ""
    return _SINGLE.get(body, body)


def pieces(node: "Node") -> "list[str | Node]":
    """Split a string or template into decoded text and the nodes of its holes."""
    found: list[str | Node] = []
    for child in node.named_children:
        if child.type == "escape_sequence":
            found.append(escaped(text_of(child)))
        elif child.type == "html_character_reference":
            found.append(html.unescape(text_of(child)))
        elif child.type == "template_substitution":
            found.extend(child.named_children[:1])
        elif child.type == "string_fragment":
            found.append(text_of(child))
    return found


def literal(node: "Node") -> str:
    """Return the value of a string without holes."""
    joined = "".join(piece for piece in pieces(node) if isinstance(piece, str))
    # A surrogate pair is written as two escapes and is one character.
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
