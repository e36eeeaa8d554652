"""What the finder keeps of calls until more is known: places and plain values, never trees."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.finding.wrappers import Passage
from codebase.meaning.engine import Engine
from codebase.meaning.properties import Sent
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Doubt,
    Flags,
    Text,
    Unknown,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module, Spot
from scans.model import UsageKind

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Calling:
    """One call of a function of the tree: only where it is, for most lead to no wrapper."""

    spot: Spot
    handed_over: bool = False
    """True if the function is given to something that will call it."""
    likely: bool = False
    """True if the object may be another one, which has a function of its own."""


@dataclass(frozen=True, eq=False)
class Waiting:
    """A key that callers decide: reported as what it is if none is ever found."""

    passages: tuple[Passage, ...]
    spot: Spot
    kind: UsageKind
    method: str
    value: Value
    via: tuple[str, ...]
    likely: Doubt
    sent: Sent | None = None
    """What goes with an event."""


def handed_back(engine: Engine, module: Module, node: "Node") -> bool:
    """Say whether the function around returns all flags to callers nobody followed."""
    functions = module.outline.enclosing(node, module.outline.functions)
    if not functions:
        return False
    origin = (module.path, node.start_byte)
    shape = module.function(functions[0])
    returned = [shape.body] if shape.body else module.outline.returned(functions[0])
    values = [engine.evaluate(module, item, None) for item in returned]
    options = [option for value in values for option in alternatives(settled(value))]
    return any(isinstance(option, Flags) and option.origin == origin for option in options)


def plain(value: Value) -> Value:
    """Keep of a value what a report needs: it may wait long, and may not hold a tree so long."""
    options = alternatives(settled(value))
    return union([o if isinstance(o, Text | Unknown) or o == OTHER else UNKNOWN for o in options])
