"""What type annotations say about values."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.importing import imported
from codebase.meaning.names import named
from codebase.meaning.receivers import enumerated, enumerates, instance_type
from codebase.meaning.values import (
    UNKNOWN,
    Actuals,
    Class,
    Client,
    Fields,
    Instance,
    Items,
    Text,
    Typed,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module
from codebase.outline import ImportRef
from codebase.syntax import TypeKeysOf, TypeList, TypeNames, TypeObject, TypeTexts

if TYPE_CHECKING:
    from tree_sitter import Node


def typed(engine: Engine, module: Module, node: "Node") -> Value | None:
    """Return what a type says about values; None if it says nothing."""
    shape = module.reader.type(node)
    if isinstance(shape, TypeTexts):
        return union([Text(text) for text in shape.texts])
    if isinstance(shape, TypeObject):
        return Typed(module, node, shape.fields)
    if isinstance(shape, TypeKeysOf):
        table = settled(named(engine, module, node, shape.table, None))
        return _keys(engine, table, values=shape.values)
    if isinstance(shape, TypeList):
        return _list(typed(engine, module, shape.item))
    if not isinstance(shape, TypeNames):
        return None
    found = [_type_named(engine, module, node, name) for name in shape.names]
    known = [value for value in found if value is not None]
    if len(known) < len(found):
        # `Plan | str` is any text, not only those of a plan.
        known = [v for v in known if not any(isinstance(o, Text) for o in alternatives(v))]
    clients = [value for value in known if isinstance(value, Client)]
    return clients[0] if clients else union(known) if known else None


def _list(item: Value | None) -> Value | None:
    """Return a list of which only the type of its items is known; of texts, nobody knows which."""
    objects = item is not None and all(isinstance(o, Client | Instance) for o in alternatives(item))
    return Items((), item) if objects else None


def _keys(engine: Engine, table: Value, *, values: bool) -> Value | None:
    table = engine.force(table)
    if isinstance(table, Items) and values and table.rest is None:
        return union([engine.force(inner) for inner in table.items])
    if isinstance(table, Class) and enumerates(engine, table):
        names = table.module.class_(table.node).members
        return union(enumerated(engine, table) if values else [Text(name) for name in names])
    if not isinstance(table, Fields) or any(key is None for key, _, _ in table.entries):
        return None
    if values:
        return union([engine.force(inner) for _, inner, _ in table.entries])
    return union([Text(key) for key, _, _ in table.entries if isinstance(key, str)])


def _type_named(engine: Engine, module: Module, node: "Node", name: str) -> Value | None:
    if name.endswith("()"):
        maker = _value_named(engine, module, node, name.removesuffix("()"))
        return engine.call(maker, Actuals(), module, node)
    head, *tail = name.split(".")
    if not head:
        return instance_type(engine, _value_named(engine, module, node, name))
    module.outline.ask(head)
    for scope in module.outline.scope_at(node).chain():
        alias = scope.types.get(head)
        if alias is not None and alias.start_byte != node.start_byte:
            return typed(engine, module, alias)
        if head in scope.names:
            break
    found = _type_import(engine, module, head) if not tail else None
    if found is not None:
        return found
    return instance_type(engine, _value_named(engine, module, node, name))


def _value_named(engine: Engine, module: Module, node: "Node", name: str) -> Value:
    head, *tail = name.split(".")
    if not name:
        return UNKNOWN
    if not head:
        # A name with its whole namespace, whatever is imported here.
        origin = ImportRef(".".join(tail[:-1]), tail[-1])
        return imported(engine, module, origin)
    value = named(engine, module, node, head, None)
    for part in tail:
        value = engine.member(value, part)
    return value


def _type_import(engine: Engine, module: Module, name: str) -> Value | None:
    """Follow an imported type alias, which is no value and thus no export of one."""
    origin = module.imported(name)
    path = (
        engine.project.resolve(module.path, module.language, origin.specifier) if origin else None
    )
    other = engine.project.module(path) if path else None
    alias = other.outline.type(origin.name) if other is not None and origin is not None else None
    return typed(engine, other, alias) if other is not None and alias is not None else None
