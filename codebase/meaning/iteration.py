"""Items of values: one of them, or each in turn."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.receivers import enumerated, enumerates
from codebase.meaning.values import (
    UNKNOWN,
    Actuals,
    Class,
    Fields,
    Flags,
    Function,
    Instance,
    Items,
    Open,
    Text,
    Value,
    alternatives,
    union,
)
from codebase.modules import Module

if TYPE_CHECKING:
    from tree_sitter import Node


def item(engine: Engine, value: Value, at: int) -> Value:
    """Return one item of a list."""
    found: list[Value] = []
    for member in alternatives(engine.force(value)):
        if isinstance(member, Flags) and member.shape == "bundle":
            found.append(Flags("flags", member.origin, member.likely))
        elif isinstance(member, Items) and at < len(member.items):
            found.append(engine.force(member.items[at]))
        elif isinstance(member, Open):
            found.append(Open(member.functions, item(engine, member.fallback, at)))
        else:
            found.append(UNKNOWN)
    return union(found)


def elements(engine: Engine, value: Value) -> Value:
    """Return what the items of a list may be."""
    found: list[Value] = []
    for member in alternatives(engine.force(value)):
        items = iterated(engine, member)
        if items is not None:
            found.extend(engine.force(inner) for inner in items.items)
            if items.rest is not None:
                found.append(items.rest)
        elif isinstance(member, Open):
            found.append(Open(member.functions, elements(engine, member.fallback)))
        else:
            found.append(UNKNOWN)
    return union(found)


def iterated(engine: Engine, value: Value) -> Items | None:
    """Return what a loop over a value goes through; None if nobody knows."""
    if isinstance(value, Items):
        return value
    if isinstance(value, Fields) and all(key is not None for key, _, _ in value.entries):
        keys = [Text(key) if isinstance(key, str) else key for key, _, _ in value.entries]
        return Items(tuple(key for key in keys if key is not None))
    if isinstance(value, Class) and enumerates(engine, value):
        return Items(tuple(enumerated(engine, value)))
    return None


def entered(engine: Engine, value: Value, module: Module, node: "Node") -> Value:
    """Return what `with value as x` gives x: what entering the object returns."""
    found: list[Value] = []
    for option in alternatives(engine.force(value)):
        names = ("__enter__", "__aenter__") if isinstance(option, Instance) else ()
        ways = [engine.member(option, name) for name in names]
        known = [way for way in ways if isinstance(way, Function)]
        found.append(engine.call(known[0], Actuals(), module, node) if known else option)
    return union(found)
