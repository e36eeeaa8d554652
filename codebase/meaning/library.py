"""What functions and methods of Python's own library return, as far as values are known."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.iteration import iterated
from codebase.meaning.members import index, lacks
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    Fields,
    FlagRead,
    Flags,
    Foreign,
    Items,
    Lazy,
    Open,
    Text,
    Value,
    alternatives,
    union,
    unresolved,
)
from codebase.modules import Module

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a function or method of the library."""

    engine: Engine
    actuals: Actuals
    module: Module
    node: "Node"

    def at(self, position: int) -> Value | None:
        """Return a positional argument."""
        given = self.actuals.positional
        return self.engine.force(given[position]) if position < len(given) else None

    def keyword(self, name: str) -> Value | None:
        """Return a keyword argument."""
        found = next((value for key, value in self.actuals.keywords if key == name), None)
        return self.engine.force(found) if found is not None else None

    def items(self, position: int = 0) -> Items | None:
        """Return what is iterated over when a positional argument is."""
        value = self.at(position)
        return iterated(self.engine, value) if value is not None else None


_DOUBLE = re.compile(
    r"(?:mocker|patch|(?:unittest\.)?mock|(?:Magic|Async|NonCallable)?Mock|create_autospec)\b"
)


_STAND_IN = re.compile(r"(?:\w+\.)?(?:Mock|Fake|Stub|Spy)[A-Z]\w*")
"""Classes that a generator, or a person, wrote to stand in for others."""


def is_double(module: Module, callee: "Node", target: Value) -> bool:
    """Say whether a call makes a stand-in for a test: `mocker.patch(...)`, `patch.object(...)`."""
    outside = unresolved(target) or isinstance(target, Foreign)
    if outside and module.reader.tabular:
        return bool(_STAND_IN.fullmatch(module.text(callee)))
    return outside and module.reader.first_is_self and bool(_DOUBLE.match(module.text(callee)))


def known(
    engine: Engine, name: str, actuals: Actuals, module: Module, node: "Node"
) -> Value | None:
    """Return what a function known by its name returns; None if it is none of these."""
    reader = _FUNCTIONS.get(name)
    return reader(Asked(engine, actuals, module, node)) if reader is not None else None


def method(
    engine: Engine, target: Value, name: str, actuals: Actuals, module: Module, node: "Node"
) -> Value | None:
    """Return what a method of a dictionary returns; None if the object is no dictionary."""
    asked = Asked(engine, actuals, module, node)
    if isinstance(target, Flags) and target.shape != "bundle":
        return FlagRead(module, node)
    if isinstance(target, Flags):
        key = asked.at(0) if name in ("get", "pop", "fetch", "dig") else None
        return engine.member(target, key.text) if isinstance(key, Text) else UNKNOWN
    if not isinstance(target, Fields):
        return None
    if name in ("get", "pop", "setdefault"):
        return _got(asked, target, asked.at(0) or UNKNOWN)
    if name == "copy":
        return target
    if any(key is None for key, _, _ in target.entries):
        return UNKNOWN
    keys = tuple(Text(k) if isinstance(k, str) else k or UNKNOWN for k, _, _ in target.entries)
    values = tuple(value for _, value, _ in target.entries)
    if name == "items":
        return Items(tuple(map(Items, zip(keys, values, strict=True))))
    return Items(keys if name == "keys" else values)


def _got(asked: Asked, target: Fields, key: Value) -> Value:
    """`table.get(key, default)`: with an unknown key, any value or the default."""
    default = asked.at(1)
    found: list[Value] = []
    for option in alternatives(key):
        if isinstance(option, Open):
            found.append(Open(option.functions, _got(asked, target, option.fallback)))
            continue
        value = index(asked.engine, target, option)
        if isinstance(option, Text) and lacks(target, option.text):
            value = default or OTHER
        elif not isinstance(option, Text) and default is not None and not unresolved(value):
            value = union([value, default])
        found.append(value)
    return union(found)


def _mapping(asked: Asked) -> Value:
    """`dict(base, a=1)`, `SimpleNamespace(a=1)`."""
    given = asked.actuals
    pairs = asked.items() if isinstance(asked.at(0), Items) else None
    if pairs is not None:
        return UNKNOWN
    entries: list[tuple[str | Lazy | None, Value, None]] = []
    entries.extend((None, value, None) for value in given.positional[:1])
    entries.extend((name, value, None) for name, value in given.keywords)
    if given.fields is not None:
        entries.append((None, given.fields, None))
    return Fields(tuple(entries))


def _first(asked: Asked) -> Value:
    return asked.at(0) or UNKNOWN


def _second(asked: Asked) -> Value:
    return asked.at(1) or UNKNOWN


def _listed(asked: Asked) -> Value:
    return asked.items() or UNKNOWN


def _numbered(asked: Asked) -> Value:
    whole = asked.items()
    if whole is None:
        return UNKNOWN
    return Items(tuple(Items((OTHER, item)) for item in whole.items), whole.rest)


def _zipped(asked: Asked) -> Value:
    columns = [asked.items(at) for at in range(len(asked.actuals.positional))]
    lengths = [len(c.items) for c in columns if c is not None and c.rest is None]
    rows = range(min(lengths, default=0))
    table = [Items(tuple(c.items[row] if c else UNKNOWN for c in columns)) for row in rows]
    return Items(tuple(table)) if table else UNKNOWN


def _chained(asked: Asked) -> Value:
    parts = [asked.items(at) for at in range(len(asked.actuals.positional))]
    items = tuple(item for part in parts if part is not None for item in part.items)
    whole = all(part is not None and part.rest is None for part in parts)
    return Items(items, None if whole else UNKNOWN)


def _attribute(asked: Asked) -> Value:
    """`getattr(x, "name", default)`."""
    name = asked.at(1)
    if not isinstance(name, Text):
        return UNKNOWN
    found = asked.engine.member(_first(asked), name.text)
    default = asked.at(2)
    return union([found, default]) if unresolved(found) and default is not None else found


def _default(asked: Asked) -> Value:
    """`field(default=x)`, `field(default_factory=f)`, `Field("x")`."""
    factory = asked.keyword("default_factory") or asked.keyword("factory")
    if factory is not None:
        return asked.engine.call(factory, Actuals(), asked.module, asked.node)
    return asked.keyword("default") or _first(asked)


_FUNCTIONS: dict[str, Callable[[Asked], Value]] = {
    "dict": _mapping,
    "OrderedDict": _mapping,
    "SimpleNamespace": _mapping,
    "MappingProxyType": _first,
    "frozendict": _first,
    "copy": _first,
    "deepcopy": _first,
    "cast": _second,
    "staticmethod": _first,
    "classmethod": _first,
    "list": _listed,
    "tuple": _listed,
    "set": _listed,
    "frozenset": _listed,
    "sorted": _listed,
    "reversed": _listed,
    "iter": _listed,
    "enumerate": _numbered,
    "zip": _zipped,
    "chain": _chained,
    "getattr": _attribute,
    "field": _default,
    "Field": _default,
    "ib": _default,
}
