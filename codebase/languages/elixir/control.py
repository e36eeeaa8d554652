"""Elixir's branches and blocks, all of which are calls: what their values are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import Choice, Constant, Form, Opaque, Option, Through, Truth

if TYPE_CHECKING:
    from tree_sitter import Node

_SIDES = frozenset({"else_block", "rescue_block", "after_block", "catch_block"})


def word(node: "Node") -> str:
    """Return the bare name a call calls, or nothing."""
    target = node.child_by_field_name("target") if node.type == "call" else None
    return text_of(target) if target is not None and target.type == "identifier" else ""


def keyword(node: "Node", label: str) -> "Node | None":
    """Return the value of `label:` among a call's arguments."""
    given = pick(node, ":arguments")
    for pair in pick_all(given, ":keywords>:pair") if given is not None else ():
        key = pick(pair, "key")
        if key is not None and text_of(key).strip(" :") == label:
            return pick(pair, "value")
    return None


def body(node: "Node") -> "Node | None":
    """Return what stands between `do` and `end`, or behind `do:`."""
    return pick(node, ":do_block") or keyword(node, "do")


def clauses(node: "Node") -> "list[Node]":
    """Return the clauses of a `case`, a `cond` or a function."""
    block = pick(node, ":do_block")
    return pick_all(block if block is not None else node, ":stab_clause")


def tail(node: "Node", _: Read) -> Form:
    """The last expression of a block is its value."""
    last = _last(node)
    if last is not None and last.type == "stab_clause":
        listed = pick_all(node, ":stab_clause")
        return _any([value for each in listed if (value := pick(each, "right")) is not None])
    return Through(last) if last is not None else Opaque(known=True)


def _last(node: "Node") -> "Node | None":
    """Return a block's last expression, without a look at all the others."""
    for at in range(node.named_child_count - 1, -1, -1):
        child = node.named_child(at)
        if child.type not in _SIDES and "comment" not in child.type:
            return child
    return None


def branches(node: "Node", read: Read) -> Form:
    """`if`, `unless`."""
    block = pick(node, ":do_block")
    other = pick(block, ":else_block") if block is not None else keyword(node, "else")
    found = [value for value in (body(node), other) if value is not None]
    asked = _first(node)
    return _truth([asked] if asked is not None else [], found, read) or _any(found)


def case(node: "Node", read: Read) -> Form:
    """`case x do pattern -> value end`."""
    listed = [(each, value) for each in clauses(node) if (value := pick(each, "right"))]
    subject = piped(node) or _first(node)
    if subject is None:
        return Opaque()
    options = tuple(Option(tuple(_labels(each, read)), value) for each, value in listed)
    return _truth([subject], [value for _, value in listed], read) or Choice(subject, options)


def cond(node: "Node", _: Read) -> Form:
    """`cond do condition -> value end`."""
    return _any([value for each in clauses(node) if (value := pick(each, "right")) is not None])


def with_(node: "Node", read: Read) -> Form:
    """`with pattern <- x do value else pattern -> value end`."""
    given = pick(node, ":arguments")
    asked = [
        right
        for each in (pick_all(given, ":binary_operator") if given is not None else ())
        if (right := pick(each, "right")) is not None
    ]
    inner, block = body(node), pick(node, ":do_block")
    other = pick(block, ":else_block") if block is not None else keyword(node, "else")
    found = [value for value in (inner, other) if value is not None]
    return _truth(asked, found, read) or _any(found)


def piped(node: "Node") -> "Node | None":
    """Return what is piped into a call."""
    holder = node.parent
    sign = holder.child_by_field_name("operator") if holder is not None else None
    if holder is None or sign is None or sign.type != "|>" or pick(holder, "right") != node:
        return None
    return pick(holder, "left")


def _first(node: "Node") -> "Node | None":
    given = pick(node, ":arguments")
    first = pick(given, "#0") if given is not None else None
    return first if first is not None and first.type != "keywords" else None


def _any(found: "list[Node]") -> Form:
    return Choice(None, tuple(Option((), value) for value in found)) if found else Opaque()


def _truth(asked: "list[Node]", values: "list[Node]", read: Read) -> Form | None:
    """Read branches that only say yes and no as the truth of what they ask."""
    plain = asked and values and all(_is_plain(value, read) for value in values)
    return Truth(tuple(asked)) if plain else None


def _is_plain(node: "Node", read: Read) -> bool:
    while node.type in ("body", "do_block", "else_block"):
        inner = [child for child in children_of(node) if child.type not in _SIDES]
        if inner and all(child.type == "stab_clause" for child in inner):
            ends = [value for each in inner if (value := pick(each, "right")) is not None]
            return all(_is_plain(value, read) for value in ends)
        if len(inner) != 1:
            return False
        node = inner[0]
    return node.type in ("boolean", "nil")


def _labels(clause: "Node", read: Read) -> Iterator[str]:
    """Yield the text a clause is for; none where it is for others, too."""
    pattern = pick(clause, "left>#0")
    form = read(pattern) if pattern is not None else None
    if isinstance(form, Constant):
        yield form.text
