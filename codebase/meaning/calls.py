"""What calls return, and the frames functions run in."""

import re
from typing import TYPE_CHECKING

from codebase.meaning import ecmascript, frameworks, generics, library, wording
from codebase.meaning.engine import Engine
from codebase.meaning.members import LOOKUPS
from codebase.meaning.objects import bases
from codebase.meaning.openings import of_list, with_options
from codebase.meaning.receivers import enumerates, is_record, surface_of
from codebase.meaning.sites import key_of
from codebase.meaning.texts import concat
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    Class,
    Client,
    ClientClass,
    Config,
    Definition,
    Fields,
    FlagRead,
    Flags,
    Foreign,
    Frame,
    Function,
    Instance,
    Items,
    Known,
    Lazy,
    Open,
    SdkCall,
    Text,
    Value,
    alternatives,
    settled,
    union,
    unresolved,
)
from codebase.modules import Module
from codebase.syntax import Argument, Call, Entry, TypeNames

if TYPE_CHECKING:
    from tree_sitter import Node

_HANDS_ON = frozenset({"cache", "lru_cache", "wraps", "sync_to_async", "async_to_sync"})
"""Functions that return the function they are given."""

_RUNS = frozenset({"Depends", "run_sync"})
"""Functions that return what the function they are given returns."""


def actuals_of(engine: Engine, module: Module, form: Call, frame: Frame | None) -> Actuals:
    """Return the arguments of a call, unread."""
    if form.attributes is not None:
        return Actuals((fields_of(module, form.attributes, frame),))
    positional: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    rest: Value | None = None
    fields: Value | None = None
    for argument in form.arguments:
        value = Lazy(module, argument.value, frame)
        if argument.name:
            keywords.append((argument.name, value))
        elif argument.spread == "*":
            given, rest = _spread(engine, value)
            positional.extend(given)
        elif argument.spread == "**":
            named, fields = _spread_fields(engine, value)
            keywords.extend(named)
        elif rest is None:
            positional.append(value)
    return Actuals(tuple(positional), tuple(keywords), rest, fields)


def _spread(engine: Engine, value: Lazy) -> tuple[tuple[Value, ...], Value | None]:
    whole = engine.force(value)
    if isinstance(whole, Items):
        return whole.items, whole.rest
    return (), Open(whole.functions, UNKNOWN) if isinstance(whole, Open) else UNKNOWN


def _spread_fields(engine: Engine, value: Lazy) -> tuple[list[tuple[str, Value]], Value | None]:
    whole = engine.force(value)
    if isinstance(whole, Fields):
        named = [(key, inner) for key, inner, _ in whole.entries if isinstance(key, str)]
        unnamed = [inner for key, inner, _ in whole.entries if not isinstance(key, str)]
        return named, (unnamed[0] if unnamed else None)
    return [], whole if isinstance(whole, Open) else UNKNOWN


def fields_of(module: Module, entries: tuple[Entry, ...], frame: Frame | None) -> Fields:
    """Return an object literal, unread."""
    listed: list[tuple[str | Lazy | None, Value, Definition | None]] = []
    for entry in entries:
        key = entry.key
        label = Lazy(module, key, frame) if key is not None and not isinstance(key, str) else key
        name = key if isinstance(key, str) else ""
        definition = Definition(module.path, name, entry.node.start_byte, entry.node.end_byte)
        listed.append((label, Lazy(module, entry.value, frame), definition))
    return Fields(tuple(listed))


def items_of(
    engine: Engine, module: Module, items: tuple[Argument, ...], frame: Frame | None
) -> Items:
    """Return a list literal, unread."""
    found: list[Value] = []
    rest: Value | None = None
    for argument in items:
        value = Lazy(module, argument.value, frame)
        if argument.text is not None:
            found.append(Text(argument.text))
        elif argument.spread:
            given, rest = _spread(engine, value)
            found.extend(given)
        else:
            found.append(value)
    return Items(tuple(found), rest)


def enter(engine: Engine, function: Function, actuals: Actuals) -> Frame:
    """Return the frame in which a function runs when it is called with these arguments."""
    merged = merge(function.given, actuals)
    if function.module.reader.opens is not None:
        merged = with_options(engine, function, merged)
    if function.module.reader.first_is_self:
        hidden = _hidden(function)
        if hidden is not None:
            merged = merge(Actuals((hidden,)), merged)
    return Frame(function.key, merged, function.frame, function.this)


def _hidden(function: Function) -> Value | None:
    """Return the argument that callers do not write, where instances are a parameter."""
    shape = function.module.function(function.node)
    words = {function.module.text(item) for item in shape.decorators}
    if function.this is None or "staticmethod" in words:
        # A bound Celery task is given itself.
        return UNKNOWN if any("bind=True" in word for word in words) else None
    if isinstance(function.this, Class) and "classmethod" not in words:
        # `Class.method(instance, x)`: the instance is written.
        return None
    if "classmethod" in words and isinstance(function.this, Instance):
        return function.this.cls
    return function.this


def merge(given: Actuals | None, actuals: Actuals) -> Actuals:
    """Put arguments that were fixed beforehand in front."""
    if given is None:
        return actuals
    return Actuals(
        (*given.positional, *actuals.positional),
        (*given.keywords, *actuals.keywords),
        actuals.rest,
        actuals.fields,
    )


def call(engine: Engine, value: Value, actuals: Actuals, module: Module, node: "Node") -> Value:
    """Return what a call returns."""
    return union(
        [
            _one(engine, option, actuals, module, node)
            for option in alternatives(engine.force(value))
        ]
    )


def _one(engine: Engine, value: Value, actuals: Actuals, module: Module, node: "Node") -> Value:
    if isinstance(value, Function):
        return _asked_at(returned(engine, value, actuals), module, node)
    if isinstance(value, SdkCall) and value.method.gives == "config":
        surface = surface_of(module.reader, module.source)
        return Config(key_of(engine, value, actuals) or UNKNOWN, surface)
    if isinstance(value, Config):
        return value
    if isinstance(value, Text | Items | Fields) and module.reader.tabular:
        # `e.key()` hands out the field `key`, `TABLE.freeze()` the table.
        return value
    if isinstance(value, SdkCall):
        return _sdk(value, module, node)
    if isinstance(value, ClientClass):
        return Client(value.surface, value.likely)
    if isinstance(value, Client):
        # React Native exports the class as default; Nuxt's client is a function of itself.
        return value
    if module.reader.opens is not None and _is_read(value, module, node):
        return value
    if isinstance(value, Class):
        first = actuals.positional[0] if actuals.positional else None
        return (
            (engine.force(first) if first else UNKNOWN)
            if enumerates(engine, value)
            else Instance(value, actuals, told=generics.told(module, node))
        )
    if isinstance(value, Instance) and _is_python(value.cls.module):
        called = engine.member(value, "__call__")
        return (
            engine.call(called, actuals, module, node) if isinstance(called, Function) else UNKNOWN
        )
    if isinstance(value, Instance) and module.reader.tabular and not actuals.positional:
        # What is called like the field it hands out.
        return value
    if isinstance(value, Foreign):
        return _foreign(engine, value, actuals, module, node)
    if isinstance(value, Known):
        return _known(engine, value, actuals, module, node)
    if isinstance(value, Open):
        return Open(value.functions, engine.call(value.fallback, actuals, module, node))
    return UNKNOWN


def _is_read(value: Value, module: Module, node: "Node") -> bool:
    """Say whether a call only reads what something holds, where both are written alike."""
    form = module.reader.form(node)
    if isinstance(value, Class):
        new = isinstance(form, Call) and (form.new or module.text(form.callee) == "new")
        return not new and module.text(node) != "new"
    return isinstance(value, Instance | FlagRead | Flags)


def returned(engine: Engine, function: Function, actuals: Actuals) -> Value:
    """Return what a function returns when it is called with these arguments."""
    if engine.running(function.key):
        return UNKNOWN
    frame = enter(engine, function, actuals)
    module = function.module
    shape = module.function(function.node)
    with engine.inside(function.key):
        if shape.body is not None:
            value = engine.evaluate(module, shape.body, frame)
        else:
            nodes = module.outline.returned(function.node)
            value = (
                union([engine.evaluate(module, item, frame) for item in nodes]) if nodes else OTHER
            )
    useful = [option for option in alternatives(value) if option != OTHER]
    if (
        useful
        and len(useful) < len(alternatives(value))
        and not any(isinstance(option, Text) for option in useful)
    ):
        value = union(useful)
    if shape.returns is None:
        return value
    if unresolved(value) or _only_unknown(value):
        declared = _declared(engine, function, shape.returns)
        return declared or generics.handed_out(engine, function, actuals) or value
    known = [option for option in alternatives(value) if not unresolved(option)]
    if len(known) < len(alternatives(value)) and all(isinstance(o, Instance) for o in known):
        # One of several returns is beyond us: it is of the type that all of them are.
        declared = _declared(engine, function, shape.returns)
        return union([*known, declared]) if declared is not None else value
    return value


def _asked_at(value: Value, module: Module, node: "Node") -> Value:
    """Let a flag's value say which call of the caller it came out of."""
    members = alternatives(value)
    if not any(isinstance(option, FlagRead) for option in members):
        return value
    here = FlagRead(module, node)
    return union([here if isinstance(option, FlagRead) else option for option in members])


def _only_unknown(value: Value) -> bool:
    return all(unresolved(option) or option == OTHER for option in alternatives(value))


def _declared(engine: Engine, function: Function, node: "Node") -> Value | None:
    """Return what a function says it returns: a client or an object of a class."""
    shape = function.module.reader.type(node)
    if not isinstance(shape, TypeNames):
        return None
    value = engine.typed(function.module, node)
    return value if isinstance(value, Client | Instance) else None


def _sdk(value: SdkCall, module: Module, node: "Node") -> Value:
    gives = value.method.gives
    if gives == "flag":
        return FlagRead(module, node)
    if gives == "client":
        return Client(surface_of(module.reader, module.source), value.likely)
    if gives == "config":
        return UNKNOWN
    if gives == "properties":
        return Client(surface_of(module.reader, module.source), part="properties")
    if gives == "snapshot":
        surface = surface_of(module.reader, module.source)
        return Client(surface, value.likely, part="snapshot")
    if gives:
        return Flags(gives, (module.path, node.start_byte), value.likely)
    return OTHER


def _foreign(
    engine: Engine, value: Foreign, actuals: Actuals, module: Module, node: "Node"
) -> Value:
    """Return what a call of a library returns, where its name says so."""
    name = (value.path or (value.package.rpartition("/")[2],))[-1]
    if name == "default":
        name = value.package.rpartition("/")[2]
    if is_record(value):
        return Fields(tuple((key, given, None) for key, given in actuals.keywords), name)
    form = module.reader.form(node)
    if isinstance(form, Call) and form.new:
        kind = engine.typed(module, form.type) if form.type and name.endswith("Token") else None
        return kind if isinstance(kind, Client | Instance) else OTHER
    return _known(engine, Known(name), actuals, module, node)


def _known(engine: Engine, value: Known, actuals: Actuals, module: Module, node: "Node") -> Value:
    name = value.name
    if value.target is not None:
        return _method(engine, value, value.target, actuals, module, node)
    if name in module.reader.library:
        return wording.worded(engine, module.reader.library[name], actuals)
    if module.reader.tabular and name != "str":
        # What such a function is given says nothing about what it returns.
        built = name[:1].isupper() and module.reader.capitals_construct
        return OTHER if built else UNKNOWN
    first = engine.force(actuals.positional[0]) if actuals.positional else None
    if module.reader.tabular:
        return UNKNOWN if first is None else first
    for own in (library.known,) if _is_python(module) else (ecmascript.known, frameworks.known):
        found = own(engine, name, actuals, module, node)
        if found is not None:
            return found
    if first is None:
        return OTHER if name[:1].isupper() else UNKNOWN
    if name in _HANDS_ON or name == "str":
        return first
    if name in _RUNS:
        return engine.call(first, Actuals(), module, node)
    if name == "partial":
        return _partial(first, actuals)
    if name in ("bool", "Boolean"):
        return _truth(first)
    return OTHER if name[:1].isupper() else UNKNOWN


def _is_python(module: Module) -> bool:
    return module.reader.first_is_self


def _truth(value: Value) -> Value:
    reads = [option for option in alternatives(settled(value)) if isinstance(option, FlagRead)]
    return union(reads) if reads else OTHER


def _partial(first: Value, actuals: Actuals) -> Value:
    given = Actuals(actuals.positional[1:], actuals.keywords, actuals.rest, actuals.fields)
    if isinstance(first, Function):
        return Function(
            first.module, first.node, first.frame, first.this, merge(first.given, given)
        )
    if isinstance(first, SdkCall):
        return SdkCall(first.name, first.method, first.likely, given)
    if isinstance(first, Known) and first.name in ("delay", "send") and first.target is not None:
        return _partial(first.target, actuals)
    return UNKNOWN


def _method(
    engine: Engine, value: Known, target: Value, actuals: Actuals, module: Module, node: "Node"
) -> Value:
    """Return what a method of a string, a list, a dictionary or a function returns."""
    if module.reader.tabular and isinstance(target, Fields | Items) and value.name in LOOKUPS:
        return wording.looked_up(engine, target, value.name, actuals)
    if module.reader.opens is not None and isinstance(target, Items):
        listed = of_list(engine, target, value.name, module, node)
        if listed is not None:
            return listed
    word = module.reader.library.get(f".{value.name}")
    if word is not None and isinstance(target, Text | Items):
        given = (target, *actuals.positional, *(item for _, item in actuals.keywords))
        return wording.worded(engine, word, Actuals(given))
    own = ecmascript.method if isinstance(target, Items) else library.method
    found = own(engine, target, value.name, actuals, module, node)
    if found is not None:
        return found
    if isinstance(target, Function) and value.name in ("s", "si"):
        given = merge(target.given, actuals)
        return Function(target.module, target.node, target.frame, target.this, given)
    if isinstance(target, Function | SdkCall):
        if value.name == "bind":
            return _partial(target, actuals)
        return engine.call(target, Actuals(rest=UNKNOWN), module, node)
    if value.name == "concat" and isinstance(target, Text):
        return concat([target, *(engine.force(item) for item in actuals.positional)])
    if value.name == "toString":
        return target
    if value.name == "format" and isinstance(target, Text):
        return _formatted(engine, target, actuals)
    if value.name in ("join", "joined"):
        return _joined(engine, target, actuals)
    return UNKNOWN


def _formatted(engine: Engine, target: Text, actuals: Actuals) -> Value:
    """`"a_{}".format(x)`, `"{0}_{name}".format(x, name=y)`: only plain holes are read."""
    given = dict(actuals.keywords)
    given.update((str(at), value) for at, value in enumerate(actuals.positional))
    parts: list[Value] = [Text("", target.definitions)]
    for at, chunk in enumerate(_HOLE.split(target.text)):
        plain = chunk.replace("{{", "").replace("}}", "")
        if not at % 2 and ("{" in plain or "}" in plain):
            return UNKNOWN
        label = chunk or str(at // 2)
        hole = engine.force(given.get(label, UNKNOWN)) if at % 2 else None
        parts.append(Text(chunk.replace("{{", "{").replace("}}", "}")) if hole is None else hole)
    return concat(parts)


_HOLE = re.compile(r"(?<!\{)\{(\w*)\}")


def _joined(engine: Engine, target: Value, actuals: Actuals) -> Value:
    """`[a, b].join("_")` and `"_".join([a, b])`."""
    given = [*actuals.positional, *(value for key, value in actuals.keywords if key == "separator")]
    other = engine.force(given[0]) if given else Text(",")
    items, between = (target, other) if isinstance(target, Items) else (other, target)
    if not isinstance(items, Items) or items.rest is not None or not items.items:
        return UNKNOWN
    parts = [engine.force(items.items[0])]
    for item in items.items[1:]:
        parts.extend((between, engine.force(item)))
    return concat(parts)


def constructor(engine: Engine, cls: Class) -> Function | None:
    """Return a class's constructor, its own or inherited."""
    seen = {cls.key}
    queue = [cls]
    while queue:
        current = queue.pop(0)
        shape = current.module.class_(current.node)
        if shape.constructor is not None:
            return Function(current.module, shape.constructor, current.frame)
        queue.extend(base for base in bases(engine, current) if base.key not in seen)
        seen.update(base.key for base in queue)
    return None
