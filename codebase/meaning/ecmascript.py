"""What functions and methods of JavaScript's own library return, as far as values are known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.iteration import elements, item
from codebase.meaning.library import Asked
from codebase.meaning.receivers import enumerated, enumerates
from codebase.meaning.values import (
    UNKNOWN,
    Actuals,
    Class,
    Digit,
    Fields,
    Items,
    Lazy,
    Text,
    Value,
    settled,
)
from codebase.modules import Module

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.meaning.values import Definition

_SAME = frozenset(
    {"filter", "slice", "reverse", "sort", "toSorted", "toReversed", "values", "flat", "splice"}
)
"""Methods of a list that return some of its items."""


def known(
    engine: Engine, name: str, actuals: Actuals, module: Module, node: "Node"
) -> Value | None:
    """Return what a function known by its name returns; None if it is none of these."""
    reader = _FUNCTIONS.get(name)
    asked = Asked(engine, actuals, module, node)
    return reader(asked) if reader is not None and asked.at(0) is not None else None


def method(
    engine: Engine, target: Value, name: str, actuals: Actuals, module: Module, node: "Node"
) -> Value | None:
    """Return what a method of a list returns; None if the object is no list."""
    if not isinstance(target, Items):
        return None
    asked = Asked(engine, actuals, module, node)
    first = asked.at(0)
    if name in _SAME:
        return target
    if name == "at" and isinstance(first, Digit):
        return item(engine, target, first.value)
    if name in ("find", "findLast", "at", "pop", "shift"):
        return elements(engine, target)
    if name == "concat":
        return _joined(asked, target)
    if name in ("map", "flatMap") and first is not None:
        return _mapped(asked, target, first)
    if name == "entries":
        return Items(tuple(Items((Digit(at), each)) for at, each in enumerate(target.items)))
    return None


def _joined(asked: Asked, target: Items) -> Value:
    items, rest = list(target.items), target.rest
    for position in range(len(asked.actuals.positional)):
        other = asked.at(position)
        if isinstance(other, Items):
            items.extend(other.items)
            rest = rest or other.rest
        else:
            items.append(other or UNKNOWN)
    return Items(tuple(items), rest)


def _mapped(asked: Asked, target: Items, function: Value) -> Value:
    """Return the list of what a function makes of each item."""
    made = [
        asked.engine.call(function, Actuals((each,)), asked.module, asked.node)
        for each in target.items
    ]
    return Items(tuple(made), UNKNOWN if target.rest is not None else None)


def _first(asked: Asked) -> Value:
    return asked.at(0) or UNKNOWN


def _pairs(asked: Asked) -> list[tuple[Value, Value]] | None:
    """Return the keys and values of a table or an enumeration; None if they are not all known."""
    value = settled(_first(asked))
    if isinstance(value, Class) and enumerates(asked.engine, value):
        names = value.module.class_(value.node).members
        pairs = zip(map(Text, names), enumerated(asked.engine, value), strict=False)
        return list(pairs)
    if not isinstance(value, Fields) or any(key is None for key, _, _ in value.entries):
        return None
    return [
        (Text(key) if isinstance(key, str) else asked.engine.force(key or UNKNOWN), inner)
        for key, inner, _ in value.entries
    ]


def _values(asked: Asked) -> Value:
    pairs = _pairs(asked)
    return UNKNOWN if pairs is None else Items(tuple(value for _, value in pairs))


def _keys(asked: Asked) -> Value:
    pairs = _pairs(asked)
    return UNKNOWN if pairs is None else Items(tuple(key for key, _ in pairs))


def _entries(asked: Asked) -> Value:
    pairs = _pairs(asked)
    return UNKNOWN if pairs is None else Items(tuple(map(Items, pairs)))


def _assigned(asked: Asked) -> Value:
    """`Object.assign(a, b)`: later ones win, as they do when they are spread."""
    return Fields(tuple((None, each, None) for each in asked.actuals.positional))


def _table(asked: Asked) -> Value:
    """`Object.fromEntries(pairs)`, `new Map(pairs)`."""
    whole = asked.items()
    if whole is None or whole.rest is not None:
        return UNKNOWN
    entries: list[tuple[str | Lazy | None, Value, Definition | None]] = []
    for each in whole.items:
        key = settled(item(asked.engine, each, 0))
        if not isinstance(key, Text):
            return UNKNOWN
        entries.append((key.text, item(asked.engine, each, 1), None))
    return Fields(tuple(entries))


def _list(asked: Asked) -> Value:
    """`Array.from(list, make)`, `new Set(list)`."""
    whole, make = asked.items(), asked.at(1)
    if whole is None or make is None:
        return whole or UNKNOWN
    return _mapped(asked, whole, make)


def _arguments(asked: Asked) -> Value:
    return Items(asked.actuals.positional, asked.actuals.rest)


_FUNCTIONS: dict[str, Callable[[Asked], Value]] = {
    "Object.freeze": _first,
    "Object.seal": _first,
    "Object.values": _values,
    "Object.keys": _keys,
    "Object.entries": _entries,
    "Object.assign": _assigned,
    "Object.fromEntries": _table,
    "Map": _table,
    "Set": _list,
    "Proxy": _first,
    "Array.from": _list,
    "Array.of": _arguments,
    "Promise.all": _first,
    "Promise.resolve": _first,
    "structuredClone": _first,
    "String": _first,
}
