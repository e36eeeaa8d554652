"""Where the value of a flag is asked for, when no call of the SDK stands there."""

from typing import TYPE_CHECKING

from codebase.modules import Module
from codebase.values import FlagRead, Flags, Value, alternatives, settled, union

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
