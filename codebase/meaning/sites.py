"""Calls of the SDK: which argument is the key, and what else names a flag."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.members import field, lacks
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    Config,
    Definition,
    Fields,
    Instance,
    Items,
    Lazy,
    Open,
    SdkCall,
    Text,
    Typed,
    Unknown,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module
from codebase.surface import Method
from codebase.syntax import Name, This

if TYPE_CHECKING:
    from tree_sitter import Node

FEATURE = "$feature/"
"""Prefix of the event property that says which value a flag had."""


@dataclass(frozen=True)
class Named:
    """A flag named beside the key: where, and by which method."""

    module: Module
    node: "Node"
    value: Value
    method: str


def key_of(engine: Engine, call: SdkCall, actuals: Actuals) -> Value | None:
    """Return the key a call is made with; None if the call gives none."""
    value = _key(engine, call, actuals)
    return _carried(engine, value, many=call.method.many) if value is not None else None


def _carried(engine: Engine, value: Value, *, many: bool) -> Value:
    """Return the keys in what a call is given: a key, what was made with one, a list of such."""
    found: list[Value] = []
    for option in alternatives(engine.force(value)):
        if isinstance(option, Open):
            found.append(Open(option.functions, _carried(engine, option.fallback, many=many)))
        elif isinstance(option, Config):
            found.append(engine.force(option.token))
        elif many and isinstance(option, Items):
            listed = [*option.items, *([option.rest] if option.rest is not None else [])]
            found.extend(_carried(engine, inner, many=False) for inner in listed)
        else:
            found.append(option)
    return union(found)


def _key(engine: Engine, call: SdkCall, actuals: Actuals) -> Value | None:
    method = call.method
    for name, value in actuals.keywords:
        if method.keyword and name == method.keyword:
            return engine.force(value)
    given = actuals.positional
    at = 1 if method.id_first and len(given) > 1 else method.position
    at += 1 if method.optional and _after_instance(method, given) else 0
    if method.id_first and len(given) == 1 and actuals.rest is not None:
        return _somewhere(actuals.rest)
    if at < len(given):
        value = engine.force(given[at])
        if method.records:
            record = _recorded(value, method.records)
            return _picked(engine, record, method.field) if record is not None else None
        return _picked(engine, value, method.field) if method.field else value
    if actuals.rest is not None:
        return _somewhere(actuals.rest)
    if actuals.fields is not None and method.keyword:
        return _picked(engine, actuals.fields, method.keyword)
    return None


def _after_instance(method: Method, given: tuple[Value, ...]) -> bool:
    """Say whether the first argument is the instance of the SDK that is meant."""
    first = given[0] if len(given) > 1 else None
    form = first.module.reader.form(first.node) if isinstance(first, Lazy) else None
    named = isinstance(form, This) or (isinstance(form, Name) and form.text[:1].isupper())
    return named or len(given) > method.optional


def _somewhere(rest: Value) -> Value:
    return Open(rest.functions, UNKNOWN) if isinstance(rest, Open) else UNKNOWN


def _recorded(value: Value, records: frozenset[str]) -> Value | None:
    """Return the messages of some types among what an argument may be; None if there are none."""
    found: list[Value] = []
    for option in alternatives(value):
        if isinstance(option, Open):
            inner = _recorded(option.fallback, records)
            found.extend([Open(option.functions, inner)] if inner is not None else [])
        elif isinstance(option, Unknown) or (isinstance(option, Fields) and option.type in records):
            found.append(option)
    return union(found) if found else None


def _picked(engine: Engine, value: Value, name: str) -> Value:
    """Return the key out of an object argument; a string is the key itself."""
    found: list[Value] = []
    for option in alternatives(engine.force(value)):
        if isinstance(option, Open):
            found.append(Open(option.functions, _picked(engine, option.fallback, name)))
        elif isinstance(option, Fields):
            inner = field(engine, option, name)
            found.append(UNKNOWN if inner == OTHER and not lacks(option, name) else inner)
        elif isinstance(option, Typed | Instance):
            found.append(engine.member(option, name))
        else:
            found.append(option)
    return union(found)


def named_beside(
    engine: Engine, module: Module, node: "Node", call: SdkCall, actuals: Actuals
) -> Iterator[Named]:
    """Yield the flags that a call names apart from its key."""
    yield from _requested(engine, module, node, call, actuals)
    if call.method.sets:
        yield from _set(engine, module, node, actuals)
    for path in call.method.writes:
        yield from _written(engine, module, node, call, actuals, path)
    if call.method.kind == "event" or call.method.context:
        yield from _properties(engine, module, node, call, actuals)


def _set(engine: Engine, module: Module, node: "Node", actuals: Actuals) -> Iterator[Named]:
    """Yield the flag whose value is put into an event's properties."""
    key = settled(engine.force(actuals.positional[0])) if actuals.positional else UNKNOWN
    if isinstance(key, Text) and key.text.startswith(FEATURE):
        at = _node_of(actuals.positional[0], module, node)
        yield Named(module, at, Text(key.text.removeprefix(FEATURE), key.definitions), "$feature")


def _objects(engine: Engine, actuals: Actuals) -> list[Fields]:
    forced = [settled(engine.force(value)) for value in actuals.positional]
    return [value for value in forced if isinstance(value, Fields)]


def _requested(
    engine: Engine, module: Module, node: "Node", call: SdkCall, actuals: Actuals
) -> Iterator[Named]:
    for name in call.method.requested:
        lists = [engine.force(value) for key, value in actuals.keywords if key == name]
        if name == "*":
            lists.append(Items(actuals.positional))
            lists.extend(engine.force(value) for value in actuals.positional)
        elif name.isdigit():
            given = actuals.positional[int(name) :][:1]
            lists.extend(engine.force(value) for value in given)
        else:
            lists.extend(field(engine, value, name) for value in _objects(engine, actuals))
        for value in lists:
            for item in value.items if isinstance(value, Items) else ():
                key = engine.force(item)
                if name != "*" or not isinstance(key, Items):
                    yield Named(module, _node_of(item, module, node), key, call.name)


def _node_of(value: Value, module: Module, default: "Node") -> "Node":
    """Return where a value is written, if that is in this file."""
    if isinstance(value, Lazy) and value.module.path == module.path:
        return value.node
    return default


def _written(
    engine: Engine, module: Module, node: "Node", call: SdkCall, actuals: Actuals, path: str
) -> Iterator[Named]:
    method = path.split(".", maxsplit=1)[0] or call.name
    if not path:
        nested = {inner for inner in call.method.writes if inner}
        targets = [engine.force(value) for value in actuals.positional[:1]]
        targets = [t for t in targets if not (isinstance(t, Fields) and _has(t, nested))]
    else:
        targets = [_descend(engine, value, path) for value in _objects(engine, actuals)]
    for target in targets:
        if isinstance(target, Fields):
            for key, _, definition in _entries(engine, target):
                yield Named(module, _at(module, definition) or node, Text(key), method)
        elif isinstance(target, Items):
            for item in target.items:
                yield Named(module, _node_of(item, module, node), engine.force(item), method)


def _has(value: Fields, names: set[str]) -> bool:
    return any(key in names for key, _, _ in value.entries)


def _descend(engine: Engine, value: Value, path: str) -> Value:
    for step in path.split("."):
        value = engine.force(engine.member(value, step))
    return value


def _at(module: Module, definition: Definition | None) -> "Node | None":
    """Return the node of an entry, if it stands in this file."""
    if definition is None or definition.path != module.path:
        return None
    root = module.tree.root_node
    return root.named_descendant_for_byte_range(definition.start_byte, definition.end_byte)


def _properties(
    engine: Engine, module: Module, node: "Node", call: SdkCall, actuals: Actuals
) -> Iterator[Named]:
    """Yield flags that an event carries as properties."""
    key = key_of(engine, call, actuals)
    called = isinstance(key, Text) and key.text == "$feature_flag_called"
    places = ("0",) if call.method.context else module.reader.surface.properties
    for fields in _property_objects(engine, places, actuals):
        for name, value, definition in _entries(engine, fields):
            at = _at(module, definition) or node
            if name.startswith(FEATURE):
                yield Named(module, at, Text(name.removeprefix(FEATURE)), "$feature")
            elif name == "$feature_flag" and called:
                yield Named(module, at, engine.force(value), "$feature_flag")


def _entries(
    engine: Engine, value: Fields, deepest: int = 8
) -> Iterator[tuple[str, Value, Definition | None]]:
    """Yield the entries of an object whose keys are known, those of spread objects among them."""
    for key, inner, definition in value.entries:
        if isinstance(key, str):
            yield key, inner, definition
            continue
        known = settled(engine.force(inner if key is None else key))
        if key is None and isinstance(known, Fields) and deepest:
            yield from _entries(engine, known, deepest - 1)
        elif key is not None and isinstance(known, Text):
            yield known.text, inner, definition


def _property_objects(engine: Engine, places: tuple[str, ...], actuals: Actuals) -> list[Fields]:
    found: list[Value] = []
    for name in places:
        if name.isdigit():
            found.extend(engine.force(value) for value in actuals.positional[int(name) :][:1])
            continue
        found.extend(engine.force(value) for key, value in actuals.keywords if key == name)
        found.extend(field(engine, value, name) for value in _objects(engine, actuals))
    return [value for value in map(settled, found) if isinstance(value, Fields)]
