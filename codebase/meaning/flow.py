"""Which of several assignments counts where a name is used."""

from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.values import (
    OTHER,
    Definition,
    Fields,
    Frame,
    Instance,
    Items,
    Value,
    alternatives,
    union,
)
from codebase.modules import Module
from codebase.outline import PUSHED, Source

if TYPE_CHECKING:
    from tree_sitter import Node


def overlaid(
    engine: Engine,
    module: Module,
    value: Value,
    later: list[Source],
    use: "Node",
    frame: Frame | None,
) -> Value:
    """Add the fields that `name.field = value` set before the use."""
    around = module.outline.enclosing(use, module.outline.functions)
    function = around[0].start_byte if around else -1
    at = use.start_byte if use.parent is not None else use.end_byte
    later = [s for s in later if s.function != function or s.definition.start_byte <= at]
    for field in dict.fromkeys(source.path[0] for source in later):
        sources = [source for source in later if source.path[0] == field]
        found = live(module, sources, use)
        sure = any(s.block[0] <= use.start_byte < s.block[1] for s in found)
        given = [engine.evaluate(module, source.node, frame) for source in found]
        last = found[-1].definition
        definition = Definition(module.path, str(field), last.start_byte, last.end_byte)
        options = [
            _with_field(engine, option, str(field), given, definition, sure=sure)
            for option in alternatives(value)
        ]
        value = union(options)
    return value


def _with_field(
    engine: Engine,
    value: Value,
    name: str,
    given: list[Value],
    definition: Definition,
    *,
    sure: bool,
) -> Value:
    if isinstance(value, Instance) and value.actuals is not None:
        keywords = ((name, union(given)), *value.actuals.keywords)
        return Instance(value.cls, replace(value.actuals, keywords=keywords))
    if isinstance(value, Items) and name.startswith(PUSHED):
        return replace(value, items=(*value.items, *given))
    if not isinstance(value, Fields):
        return value
    before = [] if sure else [engine.member(value, name)]
    entry = (name, union([option for option in [*before, *given] if option != OTHER]), definition)
    return replace(value, entries=(*value.entries, entry))


def live(module: Module, sources: list[Source], use: "Node") -> list[Source]:
    """Leave out what is certainly overwritten before the use."""
    around = module.outline.enclosing(use, module.outline.functions)
    function = around[0].start_byte if around else -1
    if any(source.function != function for source in sources):
        return sources
    # What another file asks for is what a name is at the end.
    at = use.start_byte if use.parent is not None else use.end_byte - 1
    before = [s for s in sources if s.definition.start_byte <= at and not _inside(use, s)]
    inside = [s.block[0] <= at < s.block[1] for s in before]
    last = max((at for at, dominates in enumerate(inside) if dominates), default=0)
    found = before[last:] or sources
    return [*found, *_next_round(use, sources, found)] if module.reader.tabular else found


_LOOPS = frozenset({"do", "for", "foreach", "loop", "while"})
"""Words that the types of loops' nodes are made of."""


def _next_round(use: "Node", sources: list[Source], found: list[Source]) -> list[Source]:
    """Return what a loop around the use assigns behind it, unless each round begins anew."""
    first = found[0].definition.start_byte
    end, node = 0, use.parent
    while node is not None and node.start_byte > first:
        end = node.end_byte if _LOOPS & set(node.type.split("_")) else end
        node = node.parent
    later = [s for s in sources if use.start_byte < s.definition.start_byte < end]
    return [source for source in later if source not in found]


def _inside(use: "Node", source: Source) -> bool:
    """Say whether a use stands in what gives the name its value: it sees the value before."""
    end = source.definition.end_byte
    return source.kind == "value" and source.definition.start_byte <= use.start_byte < end
