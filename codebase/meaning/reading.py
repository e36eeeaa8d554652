"""Where the value of a flag is asked for, when no call of the SDK stands there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.enumerations import member_object
from codebase.meaning.names import owner_of
from codebase.meaning.objects import bases
from codebase.meaning.values import (
    Actuals,
    Class,
    Fields,
    FlagRead,
    Flags,
    Function,
    Instance,
    Lazy,
    Text,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module
from codebase.syntax import FunctionExpression, Member, Name

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


_NAMING = ("declaration", "import", "qualified")
"""Parts of the types of nodes whose names are given, or brought in, and not read."""


def is_getter(module: Module, function: "Node") -> bool:
    """Say whether a function runs when an attribute is read."""
    form = module.reader.form(function)
    if isinstance(form, FunctionExpression) and form.getter:
        return True
    owner = owner_of(module, function)
    if owner is None:
        return False
    found = module.class_(owner).members.get(module.function(function).name)
    return found is not None and found.kind == "getter"


def _own_getters(value: Fields, name: str) -> Iterator[Function]:
    """Yield the getter that an object literal holds under a name."""
    for key, inner, _ in value.entries:
        if key == name and isinstance(inner, Lazy):
            form = inner.module.reader.form(inner.node)
            if isinstance(form, FunctionExpression) and form.getter:
                yield Function(inner.module, inner.node, inner.frame)


def getters(engine: Engine, value: Value, name: str) -> list[Function]:
    """Return the getters that an attribute of a value may run."""
    found: list[Function] = []
    for option in alternatives(settled(engine.force(value))):
        if isinstance(option, Fields):
            found.extend(_own_getters(option, name))
        if isinstance(option, Text):
            option = member_object(engine, option) or option
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


def read_by(engine: Engine, module: Module, node: "Node") -> Iterator[tuple[Function, Actuals]]:
    """Yield the getters that run where an attribute, or a bare name of the class, is read."""
    form = module.reader.form(node)
    if isinstance(form, Member):
        found = getters(engine, engine.object_of(module, form.object, None), form.name)
    elif isinstance(form, Name) and module.reader.implicit_this:
        found = _bare(engine, module, node, form.text) or _outside(engine, module, node)
    else:
        return
    yield from ((function, Actuals()) for function in found)


def _outside(engine: Engine, module: Module, node: "Node") -> list[Function]:
    """Return the getters outside of any class that a bare name runs."""
    holder = node.parent
    if holder is None or any(word in holder.type for word in _NAMING):
        return []
    values = alternatives(settled(engine.evaluate(module, node, None)))
    found: list[Function] = []
    for read in [value for value in values if isinstance(value, FlagRead)]:
        around = read.module.outline.enclosing(read.call, read.module.outline.functions)
        if around and is_getter(read.module, around[0]):
            found.append(Function(read.module, around[0]))
    return found


def _bare(engine: Engine, module: Module, node: "Node", name: str) -> list[Function]:
    """Return the getters of the class around that a bare name may run."""
    owners = module.outline.enclosing(node, module.outline.classes)
    runs = module.outline.enclosing(node, module.outline.functions)
    if not owners or not runs or module.outline.lookup(node, name) is not None:
        return []
    if runs[0].child_by_field_name("name") == node:  # a function's own name, not a question
        return []
    return getters(engine, Instance(Class(module, owners[0])), name)
