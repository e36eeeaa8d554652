"""Where clients and the values of all flags go: the parameters that somebody hands them to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.meaning.arguments import actual
from codebase.meaning.engine import Engine
from codebase.meaning.names import owner_of
from codebase.meaning.receivers import named_like_client
from codebase.meaning.values import (
    Actuals,
    Client,
    Flags,
    Function,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module
from codebase.outline import nodes_of
from codebase.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.reader import LanguageReader


_ALL = ("flags", "bundle", "snapshot")

_PLAIN = frozenset(
    {"string", "number", "boolean", "str", "int", "float", "bool", "null", "undefined", "None"}
)
"""Types whose values are neither a client nor the values of flags."""

_WORD = re.compile(r"\w+")

_LONG = 80
"""Characters. A longer expression is more than a name."""


@dataclass(frozen=True, order=True, slots=True)
class Parameter:
    """One parameter of one function: path, first byte of the function, position."""

    path: str
    function: int
    position: int


def arriving(
    engine: Engine, function: Function, actuals: Actuals
) -> Iterator[tuple[Parameter, Value]]:
    """Yield the parameters that a call gives a client or the values of all flags, and these."""
    frame = engine.enter(function, actuals)
    shape = function.module.function(function.node)
    for at, parameter in enumerate(shape.parameters):
        if parameter.type is not None and _is_plain(function.module.text(parameter.type)):
            continue
        given = actual(engine, shape, at, frame.actuals)
        value = settled(engine.force(given)) if given is not None else None
        found = [o for o in alternatives(value) if isinstance(o, Client | Flags)] if value else []
        told = parameter.type is not None or named_like_client(parameter.name)
        held = [option for option in found if holds_flags(option) or not told]
        if held:
            yield Parameter(*function.key, at), union(held)


def _is_plain(type_: str) -> bool:
    """Say whether a type is one of texts, numbers or truths, or of nothing."""
    return _PLAIN.issuperset(_WORD.findall(type_))


def hands_client(module: Module, form: Call) -> bool:
    """Say whether a call is given what has a client's name, as far as its text says."""
    texts = (module.text(argument.value) for argument in form.arguments)
    return any(named_like_client(text.rpartition(".")[2]) for text in texts if len(text) < _LONG)


def holds_flags(value: Value) -> bool:
    """Say whether a value is a snapshot or a mapping of all flags."""
    return isinstance(value, Flags) or (isinstance(value, Client) and value.part == "snapshot")


def collecting(readers: "Iterable[LanguageReader]") -> set[str]:
    """Return the methods that give the values of all flags."""
    surfaces = [s for reader in readers for s in (reader.surface, *reader.surfaces)]
    tables = [table for s in surfaces for table in (s.methods, s.functions)]
    return {name for table in tables for name, method in table.items() if method.gives in _ALL}


def concerned(module: Module, start: int) -> "list[Node]":
    """Return the calls that may use a function's parameters: its own, a constructor's class's."""
    module.outline.path(start)
    function = module.outline.functions.get(start)
    if function is None:
        return []
    owner = owner_of(module, function)
    constructs = owner is not None and module.class_(owner).constructor == function
    region = owner if owner is not None and constructs else function
    return list(nodes_of(region, module.reader.calls))
