"""String literals, decoded the way most languages with C's escapes do."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from codebase.languages.tables.forms import Pieces
from codebase.languages.tables.selecting import children_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPES: Mapping[str, str] = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "0": "\0",
    "e": "\x1b",
    "s": " ",
    "\n": "",
    "\r\n": "",
}
"""What a letter behind a backslash means; any other character stands for itself."""

_CODE = re.compile(r"[xuU]\{?([0-9A-Fa-f]{1,8})\}?")

_OCTAL = re.compile(r"[0-7]{3}")


def escape(sequence: str) -> str:
    """Decode one escape sequence, backslash included."""
    body = sequence[1:]
    coded = _CODE.fullmatch(body)
    if coded:
        number = int(coded[1], 16)
        return chr(number) if number <= 0x10FFFF else sequence
    if _OCTAL.fullmatch(body):
        return chr(int(body, 8) % 0x110000)
    return ESCAPES.get(body, body)


def raw_escape(sequence: str) -> str:
    """Decode an escape of a single-quoted string: only the quote and the backslash are escaped."""
    return sequence[1:] if sequence[1:] in ("\\", "'") else sequence


def pieces_of(
    *,
    content: tuple[str, ...] = ("string_content",),
    escapes: tuple[str, ...] = ("escape_sequence",),
    holes: tuple[str, ...] = ("interpolation",),
    raw: tuple[str, ...] = (),
) -> Pieces:
    """Return what splits a string node into its decoded text and its holes.

    The nodes below a string are runs of text (`content`), `escapes` and `holes` (whose first child
    is the expression). In a node of a type in `raw` a backslash is one. A string without any node
    below is read without its quotes.
    """

    def pieces(node: "Node") -> "list[str | Node] | None":
        plain = node.type in raw
        found: list[str | Node] = []
        for child in node.named_children:
            if child.type in holes:
                found.append(_inside(child))
            elif child.type in escapes:
                found.append(text_of(child) if plain else escape(text_of(child)))
            elif child.type in content:
                found.append(text_of(child) if plain else _content(child, escapes))
        return found or [unquoted(text_of(node))]

    return pieces


def pieces_between(
    *,
    escapes: tuple[str, ...] = ("escape_sequence",),
    holes: tuple[str, ...] = ("interpolation",),
) -> Pieces:
    """Return what splits a string node whose text is no node: it stands between the others.

    The string's node holds its quotes, one or three on each side.
    """

    def pieces(node: "Node") -> "list[str | Node] | None":
        source = node.text or b""
        quotes = 3 if source[:3] in (b'"""', b"'''") and len(source) > 5 else 1
        found: list[str | Node] = []
        at = quotes
        for child in node.named_children:
            if child.type in escapes or child.type in holes:
                start, end = child.start_byte - node.start_byte, child.end_byte - node.start_byte
                found.append(source[at:start].decode("utf-8", "replace"))
                found.append(_inside(child) if child.type in holes else escape(text_of(child)))
                at = end
        return [*found, source[at : len(source) - quotes].decode("utf-8", "replace")]

    return pieces


def _inside(hole: "Node") -> "Node":
    inner = children_of(hole)
    return inner[0] if len(inner) == 1 else hole


def _content(node: "Node", escapes: tuple[str, ...]) -> str:
    """Decode a run of text whose escapes are nodes below it."""
    source, at, found = node.text or b"", 0, list[str]()
    for child in node.named_children:
        if child.type in escapes:
            start, end = child.start_byte - node.start_byte, child.end_byte - node.start_byte
            found.extend((source[at:start].decode("utf-8", "replace"), escape(text_of(child))))
            at = end
    found.append(source[at:].decode("utf-8", "replace"))
    return "".join(found)


_BODY = re.compile(r"""(?s)[A-Za-z$@#]*("{3}|'{3}|["'`])(.*)\1#*""")

_SEQUENCE = re.compile(
    r"(?s)\\(?:[xuU]\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-7]{3}|\r\n|.)"
)


def unquoted(text: str, *, decode: bool = True) -> str:
    """Return what stands between a literal's quotes, decoded."""
    match = _BODY.fullmatch(text)
    body = match[2] if match else text
    return _SEQUENCE.sub(lambda found: escape(found[0]), body) if decode else body


def flat(node: "Node") -> "list[str | Node] | None":
    """Split a string that has no nodes below it."""
    return [unquoted(text_of(node))]
