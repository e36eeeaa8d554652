"""Reads of an all-flags result: each with a known key asks for that flag."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.values import Doubt, Flags, Text, Value, alternatives, settled
from codebase.modules import Module
from codebase.outline import nodes_of
from codebase.syntax import Call, Form, Index, Member, Name, Truth

if TYPE_CHECKING:
    from tree_sitter import Node

_LOOKUPS = frozenset(
    {
        "get",
        "pop",
        "includes",
        "has",
        "indexOf",
        "contains_key",
        "fetch",
        "dig",
        "key?",
        "has_key?",
        "include?",
        "member?",
        "[]",
        "ContainsKey",
        "GetValueOrDefault",
        "TryGetValue",
    }
)
"""Methods whose first argument is the key."""

_REST = frozenset({"keys", "values", "items", "length", "filter", "map", "forEach", "some"})
"""Attributes of the collection itself."""


@dataclass(frozen=True)
class Read:
    """One read of one flag out of all."""

    node: "Node"
    value: Value
    method: str
    likely: Doubt
    origin: tuple[str, int]
    """Path and first byte of the call that asked for all flags."""


def flag_reads(engine: Engine, module: Module) -> Iterator[Read]:
    """Yield the reads of one file."""
    if not _has_all_flags(module):
        return
    for node in nodes_of(module.tree.root_node, module.reader.reads):
        form = module.reader.form(node)
        if isinstance(form, Index):
            yield from _keyed(engine, module, node, form.object, form.key)
        elif isinstance(form, Member):
            yield from _attribute(engine, module, node, form)
        elif isinstance(form, Truth) and len(form.inner) == 2:
            yield from _membership(engine, module, node, form)
    for node in module.calls():
        form = module.reader.form(node)
        callee = module.reader.form(form.callee) if isinstance(form, Call) else None
        if isinstance(form, Call) and _asks_table(callee) and len(form.arguments) > 1:
            key, table = form.arguments[0].value, form.arguments[1].value
            yield from _keyed(engine, module, node, table, key)
        if not isinstance(form, Call) or not isinstance(callee, Member):
            continue
        if callee.name == "dig" and len(form.arguments) > 1:
            key = form.arguments[1].value
            yield from _dug(engine, module, node, callee.object, key)
        elif callee.name in _LOOKUPS and form.arguments:
            yield from _keyed(engine, module, node, callee.object, form.arguments[0].value)


def _asks_table(callee: Form | None) -> bool:
    return isinstance(callee, Name) and callee.text == "array_key_exists"


def _has_all_flags(module: Module) -> bool:
    """Say whether a file asks for all flags at all: most do not, and reads are many."""
    surface = module.reader.surface
    methods = {**surface.methods, **surface.functions}
    names = [name for name, method in methods.items() if method.gives in _ALL or method.listener]
    return any(name.encode() in module.source for name in names)


_ALL = ("flags", "bundle", "keys")


def _all_flags(engine: Engine, module: Module, node: "Node") -> Flags | None:
    for option in alternatives(settled(engine.evaluate(module, node, None))):
        if isinstance(option, Flags):
            return option
    return None


def _keyed(
    engine: Engine, module: Module, node: "Node", target: "Node", key: "Node"
) -> Iterator[Read]:
    flags = _all_flags(engine, module, target)
    if flags is None or flags.shape == "bundle":
        return
    value = engine.evaluate(module, key, None)
    method = module.text(target)[:40]
    if flags.shape == "flags" or isinstance(value, Text):
        yield Read(node, value, method, flags.likely, flags.origin)


def _dug(
    engine: Engine, module: Module, node: "Node", target: "Node", key: "Node"
) -> Iterator[Read]:
    """`dig(:featureFlags, key)` on both mappings."""
    both = _all_flags(engine, module, target)
    if both is not None and both.shape == "bundle":
        value = engine.evaluate(module, key, None)
        yield Read(node, value, module.text(target)[:40], both.likely, both.origin)


def _attribute(engine: Engine, module: Module, node: "Node", form: Member) -> Iterator[Read]:
    if form.name in _LOOKUPS | _REST:
        return
    flags = _all_flags(engine, module, form.object)
    if flags is not None and flags.shape == "flags":
        yield Read(node, Text(form.name), module.text(form.object)[:40], flags.likely, flags.origin)


def _membership(engine: Engine, module: Module, node: "Node", form: Truth) -> Iterator[Read]:
    if " in " not in module.text(node):
        return
    yield from _keyed(engine, module, node, form.inner[1], form.inner[0])
