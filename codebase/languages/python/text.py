"""String literals of Python, decoded the way the language would."""

import re
import unicodedata
from typing import TYPE_CHECKING

from codebase.syntax import first_of

if TYPE_CHECKING:
    from tree_sitter import Node

_SINGLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "\n": "",
    "\r\n": "",
}

_HEX = re.compile(r"(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")

_OCTAL = re.compile(r"[0-7]{1,3}")


def text_of(node: "Node") -> str:
    """Return a node's source text."""
    return (node.text or b"").decode("utf-8", "replace")


def escaped(sequence: str) -> str:
    """Decode one escape sequence, backslash included; an unknown one stands for itself."""
    body = sequence[1:]
    match = _HEX.fullmatch(body)
    if match:
        number = int(next(group for group in match.groups() if group), 16)
        return chr(number) if number <= 0x10FFFF else sequence
    if body.startswith("N{"):
        return _character(body[2:-1]) or sequence
    if _OCTAL.fullmatch(body):
        return chr(int(body, 8))
    return _SINGLE.get(body, sequence)


def _character(name: str) -> str:
    """Return the character of a name, `BULLET`; nothing if there is none."""
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""


def pieces(node: "Node") -> "list[str | Node] | None":
    """Split a string into decoded text and the expressions of its holes; None for bytes."""
    if node.type == "concatenated_string":
        return _joined(node)
    prefix = text_of(node.named_children[0]).rstrip("\"'").lower() if node.named_children else ""
    if "b" in prefix:
        return None
    found: list[str | Node] = []
    for child in node.named_children:
        if child.type == "string_content":
            found.append(text_of(child) if "r" in prefix else _content(child))
        elif child.type == "interpolation":
            plain = all(text_of(part) == "!s" for part in child.named_children[1:])
            # A conversion or format specification changes the text: the hole stays a hole.
            found.append(first_of(child) if plain else child)
    return found


def _joined(node: "Node") -> "list[str | Node] | None":
    found: list[str | Node] = []
    for child in node.named_children:
        if child.type == "comment":
            continue
        part = pieces(child)
        if part is None:
            return None
        found.extend(part)
    return found


def _content(node: "Node") -> str:
    """Decode a run of text with escapes between, doubled braces included."""
    source, at, found = node.text or b"", 0, list[str]()
    for child in node.named_children:
        start, end = child.start_byte - node.start_byte, child.end_byte - node.start_byte
        found.append(source[at:start].decode("utf-8", "replace"))
        raw = text_of(child)
        found.append(raw[:1] if child.type == "escape_interpolation" else escaped(raw))
        at = end
    found.append(source[at:].decode("utf-8", "replace"))
    return "".join(found)
