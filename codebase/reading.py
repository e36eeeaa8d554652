"""Where the value of a flag is asked for, when no call of the SDK stands there."""

from typing import TYPE_CHECKING

from codebase.engine import Engine
from codebase.members import bases
from codebase.modules import Module
from codebase.names import owner_of
from codebase.values import (
    Class,
    FlagRead,
    Flags,
    Function,
    Instance,
    Value,
    alternatives,
    settled,
    union,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def is_all_flags(value: Value) -> bool:
    """Say whether a value holds those of all flags."""
    return any(isinstance(o, Flags) and o.shape == "flags" for o in alternatives(settled(value)))


def read_here(value: Value, module: Module, node: "Node") -> Value:
    """Let a flag's value say that an attribute gave it, where a getter asked for it."""
    options = alternatives(value)
    if not any(_by_getter(option) for option in options):
        return value
    here = FlagRead(module, node)
    return union([here if _by_getter(option) else option for option in options])


def _by_getter(value: Value) -> bool:
    return isinstance(value, FlagRead) and value.module.outline.is_function(value.call)


def is_getter(module: Module, function: "Node") -> bool:
    """Say whether a function runs when an attribute is read."""
    owner = owner_of(module, function)
    members = module.class_(owner).members if owner is not None else {}
    found = members.get(module.function(function).name)
    return found is not None and found.kind == "getter"


def getters(engine: Engine, value: Value, name: str) -> list[Function]:
    """Return the getters that an attribute of a value may run."""
    found: list[Function] = []
    for option in alternatives(settled(engine.force(value))):
        cls = option.cls if isinstance(option, Instance) else option
        queue = [cls] if isinstance(cls, Class) else []
        seen = {inner.key for inner in queue}
        while queue:
            current = queue.pop(0)
            member_ = current.module.class_(current.node).members.get(name)
            if member_ is not None and member_.kind == "getter":
                found.append(Function(current.module, member_.node, current.frame, option))
            if member_ is None:
                parents = [base for base in bases(engine, current) if base.key not in seen]
                seen.update(base.key for base in parents)
                queue.extend(parents)
    return found
