"""Classes that any file may open again, names that run what they stand for: Ruby's ways."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.iteration import elements, item
from codebase.meaning.receivers import ambient
from codebase.meaning.values import (
    Actuals,
    Class,
    Fields,
    Function,
    Instance,
    Items,
    Known,
    Lazy,
    Package,
    Text,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module
from codebase.parsing import Language
from codebase.syntax import Call, Member, Name

if TYPE_CHECKING:
    from tree_sitter import Node

_PARTS = 20
"""Places that open one class and are looked at. What is opened more often is a mere namespace."""

_DEFERRED = frozenset(
    {"perform_later", "perform_now", "perform_async", "perform_inline", "perform_sync"}
)
"""Methods of a job's class that run its `perform`, now or later."""

_DELAYED = frozenset({"perform_in", "perform_at"})
"""The same, behind a first argument that says when."""

_SELF = frozenset(
    {"set", "delay", "with", "tap", "itself", "freeze", "dup", "clone", "new", "presence"}
)
"""Methods that every class or object has and that give it, or one more of it."""

_EACH = frozenset(
    {
        "each",
        "each_entry",
        "each_with_index",
        "each_with_object",
        "reverse_each",
        "each_pair",
        "map",
        "collect",
        "flat_map",
        "filter_map",
        "select",
        "filter",
        "reject",
        "find",
        "detect",
        "any?",
        "all?",
        "none?",
        "one?",
        "count",
        "sum",
        "to_h",
        "to_set",
        "index_with",
        "index_by",
        "group_by",
        "partition",
        "sort_by",
        "min_by",
        "max_by",
    }
)
"""Methods that give a block every item of a list, every key and value of a table."""


_LISTS = frozenset(
    {
        "to_a",
        "to_set",
        "uniq",
        "compact",
        "sort",
        "sort_by",
        "reverse",
        "shuffle",
        "flatten",
        "select",
        "filter",
        "reject",
        "each",
        "lazy",
        "take",
        "drop",
        "-",
    }
)
"""Methods of a list that give its items, or some of them."""

_GIVES_SAME = re.compile(r"&:(?:to_s|to_sym|freeze|itself|dup|to_str)\W*$")


def call_form(module: Module, node: "Node") -> Call | None:
    """Return a call, also one that is only a name."""
    form = module.reader.form(node)
    if isinstance(form, Call):
        return form
    return Call(node) if isinstance(form, Name) and module.reader.runs(node) else None


def ran(engine: Engine, module: Module, node: "Node", name: str, value: Value) -> Value:
    """Return what a name gives that runs the method it stands for."""
    found: list[Value] = []
    for option in alternatives(value):
        makes = isinstance(option, Class) and name == "new"
        # A block that a variable holds waits to be called.
        runs = (isinstance(option, Function) and _called(option) == name) or makes
        found.append(engine.call(option, Actuals(), module, node) if runs else option)
    return union(found)


def _called(value: Function) -> str:
    return value.module.function(value.node).name


def on_class(node: "Node") -> bool:
    """Say whether code runs on a class itself: in `def self.x`, in `class << self`."""
    holder = node.parent
    while holder is not None and holder.type not in ("class", "module"):
        if holder.type in ("singleton_method", "singleton_class"):
            return True
        holder = holder.parent
    return False


def opened(engine: Engine, language: Language, whole: str) -> Value | None:
    """Return a class by its whole name, or the namespace; None if no file opens it."""
    for path in engine.neighbours.of_group(language, "", whole):
        cls = next(_parts_in(engine, path, whole), None)
        if cls is not None:
            return cls
    held = engine.neighbours.of_group(language, "", f"{whole}::")
    return Package(whole, language) if held else None


def _parts_in(engine: Engine, path: str, whole: str) -> Iterator[Class]:
    module = engine.project.module(path)
    opens = module.reader.opens if module is not None else None
    if module is None or opens is None:
        return
    for at in list(module.outline.places_of(whole.rpartition("::")[2])):
        way = module.outline.path(at)
        node = next((n for n in reversed(way) if n.type in module.reader.classes), None)
        name = node.child_by_field_name("name") if node is not None else None
        named = name is not None and name.start_byte <= at < name.end_byte
        if node is not None and named and opens(node) == whole:
            yield Class(module, node)


def parts(engine: Engine, cls: Class, word: str) -> Iterator[Class]:
    """Yield the other places that open a class and in whose files a word stands."""
    opens = cls.module.reader.opens
    whole = opens(cls.node) if opens is not None else ""
    language = cls.module.language
    paths = engine.neighbours.of_group(language, "", f"{whole}.") if whole else []
    for path in [path for path in paths if engine.neighbours.mentions(path, word)][:_PARTS]:
        yield from (part for part in _parts_in(engine, path, whole) if part.key != cls.key)


def added(engine: Engine, cls: Class, name: str, this: Instance | Class) -> Value | None:
    """Return a member that another place adds to a class; None if none does."""
    opens = cls.module.reader.opens
    if opens is None:
        return None
    for part in parts(engine, cls, name):
        shape = part.module.class_(part.node)
        if name in shape.members or part.module.outline.assigned(part.node, name):
            held = Instance(part, this.actuals) if isinstance(this, Instance) else part
            return _bound(engine.member(held, name), this)
    whole = opens(cls.node)
    return opened(engine, cls.module.language, f"{whole}::{name}") if name[:1].isupper() else None


def _bound(value: Value, this: Instance | Class) -> Value:
    if isinstance(value, Function) and value.this is not None:
        return Function(value.module, value.node, value.frame, this, value.given)
    return value


def inborn(engine: Engine, value: Instance | Class, name: str) -> Value | None:
    """Return what every class or object has, whoever wrote it; None if it has no such thing."""
    cls = value.cls if isinstance(value, Instance) else value
    opens = cls.module.reader.opens
    if opens is None:
        return None
    if name in ("class", "new"):
        return cls
    if name == "instance":
        return Instance(cls)
    if name in _SELF:
        return value
    if name in _DEFERRED or name in _DELAYED:
        run = engine.member(Instance(cls), "perform")
        if isinstance(run, Function):
            return run if name in _DEFERRED else Known(name, run)
    surface = cls.module.reader.surface
    if opens(cls.node) in surface.ambient:
        return engine.member(ambient(surface, opens(cls.node)), name)
    return None


def given_block(engine: Engine, module: Module, node: "Node", at: int) -> Value | None:
    """Return what a block is given by the call it stands behind, where that is known."""
    call = node.parent
    form = module.reader.form(call) if call is not None and module.reader.opens else None
    callee = module.reader.form(form.callee) if isinstance(form, Call) else None
    if not isinstance(callee, Member):
        return None
    target = settled(engine.evaluate(module, callee.object, None))
    if callee.name in ("tap", "then", "yield_self") and at == 0:
        return target
    if callee.name in ("each_key", "each_value"):
        return _side(engine, target, 0 if callee.name == "each_key" else 1)
    if callee.name not in _EACH:
        return None
    several = len(module.function(node).parameters) > 1
    if isinstance(target, Fields) and several and at < 2:
        return _side(engine, target, at)
    if not isinstance(target, Items):
        return None
    each = elements(engine, target)
    if several and all(isinstance(option, Items) for option in alternatives(each)):
        return item(engine, each, at)
    return each if at == 0 else None


def of_list(engine: Engine, value: Items, name: str, module: Module, node: "Node") -> Value | None:
    """Return what a method of a list gives that only Ruby has; None if nobody knows."""
    if name in _LISTS:
        return value
    if name in ("first", "last") and value.items and value.rest is None:
        return engine.force(value.items[0 if name == "first" else -1])
    if name in ("sample", "min", "max"):
        return elements(engine, value)
    block = node.child_by_field_name("block")
    if name in ("map", "collect", "flat_map", "filter_map"):
        if block is None:
            return value if _GIVES_SAME.search(module.text(node)) else None
        made = Function(module, block)
        each = (engine.call(made, Actuals((inner,)), module, node) for inner in value.items)
        return Items(tuple(each), value.rest)
    return None


def set_outside(engine: Engine, cls: Class, name: str) -> Value | None:
    """Return what some file gives to an attribute of a class: `Analytics.client = value`."""
    opens, language = cls.module.reader.opens, cls.module.language
    if opens is None:
        return None
    whole = opens(cls.node)
    found: list[Value] = []
    for path in engine.neighbours.of_group(language, "", f"{whole.rpartition('::')[2]}.{name}="):
        module = engine.project.module(path)
        if module is None:
            continue
        module.outline.ask(name)
        for source in list(module.outline.attributes.get(-1, {}).get(name, ())):
            holder = engine.evaluate(module, source.default, None) if source.default else None
            if isinstance(holder, Class) and opens(holder.node) == whole:
                found.append(engine.evaluate(module, source.node, None))
    return union(found) if found else None


def _side(engine: Engine, value: Value, at: int) -> Value | None:
    """Return the keys of a table, or its values."""
    if not isinstance(value, Fields) or any(key is None for key, _, _ in value.entries):
        return None
    keys = [
        Text(key) if isinstance(key, str) else engine.force(key or value)
        for key, _, _ in value.entries
    ]
    return union(keys if at == 0 else [engine.force(inner) for _, inner, _ in value.entries])


def with_options(engine: Engine, function: Function, actuals: Actuals) -> Actuals:
    """Let keywords that a function does not name be its last argument, and the other way round."""
    parameters = function.module.function(function.node).parameters
    takes = any(parameter.keyword_only or parameter.rest == "**" for parameter in parameters)
    if not takes and (actuals.keywords or actuals.fields is not None):
        entries: list[tuple[str | Lazy | None, Value, None]] = []
        entries.extend([(None, actuals.fields, None)] if actuals.fields is not None else [])
        entries.extend((name, value, None) for name, value in actuals.keywords)
        return Actuals((*actuals.positional, Fields(tuple(entries))), (), actuals.rest)
    places = [p for p in parameters if not p.keyword_only and not p.rest]
    listed = any(parameter.rest == "*" for parameter in parameters)
    if takes and not listed and len(actuals.positional) > len(places) and not actuals.keywords:
        last = engine.force(actuals.positional[-1])
        if isinstance(last, Fields):
            named = [(key, inner) for key, inner, _ in last.entries if isinstance(key, str)]
            rest = next((inner for key, inner, _ in last.entries if key is None), actuals.fields)
            return Actuals(actuals.positional[:-1], tuple(named), actuals.rest, rest)
    return actuals
