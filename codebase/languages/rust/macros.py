"""Macros: `format!`, `vec!`, `json!`, and expressions out of the bare tokens of any other.

The grammar has no expressions inside a macro. One is known by its last token here: `f(x)` by the
brackets, `a.b` and `a::b` by the name behind the sign.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.rust.holders import put, taken
from codebase.languages.tables import text
from codebase.languages.tables.forms import Read, label
from codebase.languages.tables.selecting import pick, text_of
from codebase.syntax import (
    Argument,
    Call,
    Concat,
    Entry,
    Form,
    Member,
    Name,
    Opaque,
    Record,
    Sequence,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

STRING = text.pieces_of(raw=("raw_string_literal",))

_PASSED = frozenset({"?", "await", ".", "::"})

_HOLE = re.compile(r"\{\{|\}\}|\{(\w*)(:[^}]*)?\}")

_FORMATS = {"format": 0, "format_args": 0, "write": 1, "writeln": 1}
"""Macros that fill the holes of a text, and which argument that is."""


def macro(node: "Node", _: Read) -> Form:
    """Read a macro's invocation."""
    name, given = pick(node, "macro"), pick(node, ":token_tree")
    return _invoked(name, given) if name is not None and given is not None else Opaque()


def _invoked(name: "Node", tree: "Node") -> Form:
    word, given = text_of(name).rpartition("::")[2], _given(tree)
    if word in _FORMATS:
        return _filled(name, given[_FORMATS[word] :])
    if word == "concat":
        return Concat(tuple(last for last, _ in given))
    if word == "vec":
        return Opaque() if ";" in _signs(tree) else _listed(tree)
    if word == "json" and given:
        return Through(given[0][0])
    return Truth(tuple(last for last, _ in given[:1])) if word == "matches" else Opaque()


def tree(node: "Node", read: Read) -> Form:
    """Read brackets among tokens: a call, a list, a table, or plain brackets."""
    before = node.prev_sibling
    sign = text_of(node)[:1]
    if before is not None and before.type == "!" and before.prev_sibling is not None:
        return _invoked(before.prev_sibling, node)
    if sign == "(" and before is not None and before.type == "identifier":
        return _call(before, [last for last, _ in _given(node)])
    if sign == "{":
        return _table(node, read)
    if sign == "[":
        return _listed(node)
    given = _given(node)
    return Through(given[0][0]) if len(given) == 1 else _listed(node)


def name(node: "Node") -> Form:
    """Read a name among tokens."""
    target = _target(node)
    return Member(target, text_of(node)) if target is not None else Name(text_of(node))


def beside(node: "Node") -> "Iterator[Node]":
    """Yield the brackets behind a name among tokens: its call."""
    behind = node.next_sibling
    among = node.parent is not None and node.parent.type == "token_tree"
    if among and node.type == "identifier" and behind is not None and behind.type == "token_tree":
        yield behind


def _call(callee: "Node", given: "list[Node]") -> Form:
    target, word = _target(callee), text_of(callee)
    sign = callee.prev_sibling
    if target is not None and sign is not None and sign.type == ".":
        found = taken(target, word, given)
    else:
        found = put(f"{text_of(target)}::{word}" if target is not None else word, given)
    return found or Call(callee, tuple(Argument(value) for value in given))


def _target(node: "Node") -> "Node | None":
    """Return the last token of what stands before the sign in front of a name."""
    sign = node.prev_sibling
    if sign is None or sign.type not in (".", "::"):
        return None
    while sign is not None and sign.type in _PASSED:
        sign = sign.prev_sibling
    return sign if sign is not None and sign.is_named else None


def _signs(tree: "Node") -> set[str]:
    return {child.type for child in tree.children if not child.is_named}


def _given(tree: "Node") -> "list[tuple[Node, Node | None]]":
    """Return the last tokens of the items between commas, and the names before their `=` or `:`."""
    found: list[tuple[Node, Node | None]] = []
    last: Node | None = None
    label_: Node | None = None
    for child in tree.children[1:-1]:
        if child.type == ",":
            found.extend([(last, label_)] if last is not None else [])
            last, label_ = None, None
        elif child.type in ("=", ":") and label_ is None:
            last, label_ = None, last
        elif child.is_named and "comment" not in child.type:
            last = child
    return [*found, (last, label_)] if last is not None else found


def _listed(tree: "Node") -> Form:
    return Sequence(tuple(Argument(last) for last, _ in _given(tree)))


def _table(tree: "Node", read: Read) -> Form:
    found = [(key, value) for value, key in _given(tree) if key is not None]
    return Record(tuple(Entry(label(key, (), read), value, key) for key, value in found))


def _filled(unknown: "Node", given: "list[tuple[Node, Node | None]]") -> Form:
    """`"a_{}_{X}"` with its arguments; a hole that is laid out in some way is unknown."""
    pattern = "".join(map(str, STRING(given[0][0]) or ())) if given else ""
    if not given or "string" not in given[0][0].type:
        return Opaque()
    plain = [last for last, named in given[1:] if named is None]
    named = {text_of(key): last for last, key in given[1:] if key is not None}
    parts: list[str | Node | Name] = []
    at, used = 0, 0
    for match in _HOLE.finditer(pattern):
        parts.append(pattern[at : match.start()])
        at, word = match.end(), match[1] or ""
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
            continue
        place = int(word) if word.isdecimal() else used
        used += not word
        if match[2] not in (None, ":"):
            parts.append(unknown)
        elif word and not word.isdecimal():
            parts.append(named.get(word) or Name(word))
        else:
            parts.append(plain[place] if place < len(plain) else unknown)
    return Concat((*parts, pattern[at:]))
