"""Strings, symbols, and what puts them together."""

import re
from typing import TYPE_CHECKING

from codebase.languages.tables import forms
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.languages.tables.text import pieces_of
from codebase.syntax import Concat, Constant, Form, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node

_PLAIN = pieces_of(content=("string_content",), holes=("interpolation",))


_QUOTED = re.compile(r"\\(['\\])")


def _pieces(node: "Node") -> "list[str | Node] | None":
    found = _PLAIN(node)
    if found is not None and text_of(node)[:1] == "'":
        return [_QUOTED.sub(r"\1", part) if isinstance(part, str) else part for part in found]
    return found


STRING = forms.string(_pieces)


def literal_form(node: "Node") -> Form:
    """A string or a symbol, wherever it stands."""
    if node.type == "simple_symbol":
        return Constant(text_of(node).lstrip(":"))
    if node.type == "delimited_symbol":
        parts = _PLAIN(node) if children_of(node) else []
        plain = [part for part in parts or () if isinstance(part, str)]
        whole = len(plain) == len(parts or ())
        return Constant("".join(plain)) if whole else Concat(tuple(parts or ()))
    return STRING(node, lambda _: Opaque())


_BINARY = forms.binary(joins=("+", "<<"), either=("||", "or"), guards=("&&", "and"))


def binary_form(node: "Node", read: Read) -> Form:
    """`"a_%s" % x` is put together like any other text; the rest as everywhere."""
    left, right = pick(node, "left"), pick(node, "right")
    sign = node.child_by_field_name("operator")
    if left is None or right is None or sign is None or text_of(sign) != "%":
        return _BINARY(node, read)
    pattern = read(left)
    given = children_of(right) if right.type == "array" else [right]
    if right.type == "hash":
        return named_holes(pattern, children_of(right))
    if not isinstance(pattern, Constant):
        return Opaque()
    chunks = pattern.text.split("%s")
    if len(chunks) != len(given) + 1 or any("%" in chunk for chunk in chunks):
        return Opaque()
    parts: list[str | Node] = [chunks[0]]
    for value, chunk in zip(given, chunks[1:], strict=True):
        parts.extend((value, chunk))
    return Concat(tuple(parts))


_NAMED = re.compile(r"%(?:\{(\w+)\}|<(\w+)>s)")


def named_holes(pattern: Form, pairs: "list[Node]") -> Form:
    """`format("a_%{b}", b: x)`: text whose holes have names."""
    given = {text_of(key): pick(pair, "value") for pair in pairs if (key := pick(pair, "key"))}
    if not isinstance(pattern, Constant):
        return Opaque()
    parts: list[str | Node] = []
    at = 0
    for match in _NAMED.finditer(pattern.text):
        value = given.get(match[1] or match[2])
        if value is None:
            return Opaque()
        parts.extend((pattern.text[at : match.start()], value))
        at = match.end()
    return Concat((*parts, pattern.text[at:]))
