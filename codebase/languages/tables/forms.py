"""Rules that read one type of node into a form of `codebase.syntax`.

Each function here takes selectors (`selecting`) and gives a rule: `call("function", "arguments")`
reads a node into `Call`. A rule is any function of a node and of what reads other nodes, so a
language writes its own where none of these fits.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import nodes_of
from codebase.syntax import (
    Argument,
    Call,
    Concat,
    Constant,
    Either,
    Entry,
    Form,
    Guarded,
    Index,
    Member,
    Name,
    Number,
    Opaque,
    Record,
    Sequence,
    This,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    Pick = str | Callable[[Node], Node | None]

Read = Callable[["Node"], Form]
"""Reads any other node: the grammar's own reader."""

Rule = Callable[["Node", Read], Form]

Pieces = Callable[["Node"], "list[str | Node] | None"]
"""Splits a string into decoded text and the expressions of its holes; None for what is no text."""

Spread = Literal["", "*", "**"]


class Arguments:
    """How the items of argument lists and sequences are written.

    `named`: node type -> selectors of the name (which may be absent) and the value; `spread`: node
    type -> `*` or `**`; `through`: node types around a plain value.
    """

    def __init__(
        self,
        *,
        named: "Mapping[str, tuple[Pick, Pick]] | None" = None,
        spread: Mapping[str, Spread] | None = None,
        through: tuple[str, ...] = (),
    ) -> None:
        self._named = dict(named or {})
        self._spread: dict[str, Spread] = {**(spread or {})}
        self._through = frozenset(through)

    def one(self, node: "Node") -> Argument:
        """Return one argument."""
        while node.type in self._through:
            inner = pick(node, "#-1")
            if inner is None:
                break
            node = inner
        if node.type in self._spread:
            spread: Spread = self._spread[node.type]
            return Argument(pick(node, "#0") or node, spread=spread)
        if node.type in self._named:
            name, value = self._named[node.type]
            label, inner = pick(node, name), pick(node, value)
            if inner is not None and label is not None and label != inner:
                return Argument(inner, text_of(label).strip(":'\" "))
            return self.one(inner) if inner is not None and inner != node else Argument(node)
        return Argument(node)

    def of(self, node: "Node | None") -> tuple[Argument, ...]:
        """Return the arguments of a list."""
        return tuple(self.one(child) for child in children_of(node)) if node is not None else ()


def name(strip: str = "") -> Rule:
    """An identifier that is no type of `Grammar.names`."""
    return lambda node, _: Name(text_of(node).strip(strip))


def string(pieces: Pieces) -> Rule:
    """A string literal; `pieces` decodes it (`text.pieces_of` makes one)."""

    def rule(node: "Node", _: Read) -> Form:
        parts = pieces(node)
        if parts is None:
            return Opaque(known=True)
        if all(isinstance(part, str) for part in parts):
            return Constant("".join(part for part in parts if isinstance(part, str)))
        return Concat(tuple(parts))

    return rule


def constant(strip: str = "", inner: "Pick" = ".") -> Rule:
    """A literal that stands for its own text: a symbol, an atom."""

    def rule(node: "Node", _: Read) -> Form:
        found = pick(node, inner)
        return Constant(text_of(found).strip(strip)) if found is not None else Opaque()

    return rule


def number() -> Rule:
    """An integer: an index, never a key."""

    def rule(node: "Node", _: Read) -> Form:
        text = text_of(node).replace("_", "")
        return Number(int(text)) if text.isdecimal() else Opaque(known=True)

    return rule


def opaque(*, known: bool = False) -> Rule:
    """Anything else; `known` where it cannot be an object or a key: a number, `nil`."""
    return lambda _node, _read: Opaque(known=known)


def this(*, super_class: bool = False) -> Rule:
    """`this`, `self`, `super`."""
    return lambda _node, _read: This(super_class)


def member(target: "Pick", label: "Pick", strip: str = "") -> Rule:
    """`target.label`."""

    def rule(node: "Node", _: Read) -> Form:
        found, named = pick(node, target), pick(node, label)
        if named is None:
            return Opaque()
        text = text_of(named).strip(strip)
        return Member(found, text) if found is not None else Name(text)

    return rule


def index(target: "Pick", key: "Pick") -> Rule:
    """`target[key]`."""

    def rule(node: "Node", _: Read) -> Form:
        found, label = pick(node, target), pick(node, key)
        return Index(found, label) if found is not None and label is not None else Opaque()

    return rule


def call(
    callee: "Pick", given: "Pick", arguments: Arguments | None = None, *, new: bool = False
) -> Rule:
    """`callee(given)`. Where callee and object are one node, see `Grammar.callees`."""
    reader = arguments or Arguments()

    def rule(node: "Node", _: Read) -> Form:
        target = pick(node, callee)
        return Call(target, reader.of(pick(node, given)), new) if target is not None else Opaque()

    return rule


def through(inner: "Pick" = "#0") -> Rule:
    """Parentheses, casts, `await`: the inside is what counts."""

    def rule(node: "Node", _: Read) -> Form:
        found = pick(node, inner)
        return Through(found) if found is not None and found != node else Opaque()

    return rule


def either(*options: "Pick") -> Rule:
    """One of several: a conditional, the branches of a match. A selector may mean many nodes."""

    def rule(node: "Node", _: Read) -> Form:
        known = tuple(found for option in options for found in pick_all(node, option))
        return Either(known) if known else Opaque()

    return rule


def truth() -> Rule:
    """A negation or comparison."""
    return lambda node, _: Truth(tuple(children_of(node)))


def unary(operand: "Pick" = "#0", *, truth_of: tuple[str, ...] = ("!", "not")) -> Rule:
    """A sign before an operand: a negation keeps its truth, any other is transparent."""

    def rule(node: "Node", _: Read) -> Form:
        inner = pick(node, operand)
        if inner is None:
            return Opaque()
        sign = text_of(node.children[0]) if node.children else ""
        return Truth((inner,)) if sign in truth_of else Through(inner)

    return rule


def binary(
    left: "Pick" = "left",
    right: "Pick" = "right",
    *,
    joins: tuple[str, ...] = ("+",),
    either: tuple[str, ...] = ("??", "||", "or"),
    guards: tuple[str, ...] = ("&&", "and"),
) -> Rule:
    """Two operands: a concatenation, a fallback, a guard, or a comparison."""

    def rule(node: "Node", _: Read) -> Form:
        one, other = pick(node, left), pick(node, right)
        if one is None or other is None:
            return Opaque()
        sign = _sign(node, one, other)
        if sign in joins:
            return Concat((one, other))
        if sign in either:
            return Either((one, other))
        return Guarded(one, other) if sign in guards else Truth((one, other))

    return rule


def _sign(node: "Node", one: "Node", other: "Node") -> str:
    between = [c for c in node.children if one.end_byte <= c.start_byte < other.start_byte]
    return text_of(between[0]) if between else ""


def record(
    entries: "Mapping[str, tuple[Pick, Pick]]",
    *,
    holder: "Pick" = ".",
    spread: tuple[str, ...] = (),
    bare: tuple[str, ...] = (),
) -> Rule:
    """An object or mapping literal.

    `entries`: node type -> selectors of key and value, of the nodes below `holder`; `bare`: types
    of keys that stand for their own text.
    """

    def rule(node: "Node", read: Read) -> Form:
        listed: list[Entry] = []
        place = pick(node, holder)
        for child in children_of(place) if place is not None else ():
            if child.type in spread:
                listed.append(Entry(None, pick(child, "#0") or child, child))
            elif child.type in entries:
                listed.extend(_entry(child, entries[child.type], bare, read))
        return Record(tuple(listed))

    return rule


def _entry(
    node: "Node", selectors: "tuple[Pick, Pick]", bare: tuple[str, ...], read: Read
) -> list[Entry]:
    key, value = pick(node, selectors[0]), pick(node, selectors[1])
    if key is None or value is None:
        return []
    return [Entry(label(key, bare, read), value, node)]


def label(key: "Node", bare: tuple[str, ...], read: Read) -> "str | Node":
    """Return what an entry's key says: its text if that is known, else the node."""
    if key.type in bare:
        return text_of(key).strip(": ")
    inner = key
    form = read(inner)
    while isinstance(form, Through):
        inner = form.inner
        form = read(inner)
    return form.text if isinstance(form, Constant) else inner


def sequence(holder: "Pick" = ".", arguments: Arguments | None = None) -> Rule:
    """A list literal; its items are the named nodes below `holder`."""
    reader = arguments or Arguments()
    return lambda node, _: Sequence(reader.of(pick(node, holder)))


def tail(returns: tuple[str, ...] = (), functions: tuple[str, ...] = ()) -> Rule:
    """A block whose last expression is its value, beside what it returns on the way."""

    def rule(node: "Node", _: Read) -> Form:
        last = pick(node, "#-1")
        found = [last] if last is not None else []
        for early in nodes_of(node, frozenset(returns)) if returns else ():
            value = pick(early, "#-1")
            if value is not None and early != last and not _inside(early, node, functions):
                found.append(value)
        return Either(tuple(found)) if found else Opaque(known=True)

    return rule


def _inside(node: "Node", around: "Node", functions: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None and parent != around:
        if parent.type in functions:
            return True
        parent = parent.parent
    return False
