"""Members of enumerations as objects: with fields, getters and methods of their own."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.neighbours import extensions
from codebase.meaning.receivers import enumerated, enumerates
from codebase.meaning.values import (
    Actuals,
    Class,
    Definition,
    FunctionKey,
    Instance,
    Lazy,
    Open,
    Text,
    Value,
    union,
)
from codebase.modules import Module
from codebase.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

OWN_TEXT = frozenset({"rawValue", "name", "value"})
"""What a member of an enumeration that declares nothing of that name is called."""

ALL = frozenset({"allCases", "values", "entries", "cases"})
"""What an enumeration offers that is the list of its members."""


def of_enumerated(engine: Engine, value: Text, name: str) -> Value | None:
    """Return what an enumeration declares for the member that a text came from."""
    this = member_object(engine, value)
    if this is None or not (name in OWN_TEXT or declares(engine, this.cls, name)):
        return None
    return engine.member(this, name)


def member_object(engine: Engine, value: Text) -> Instance | None:
    """Return the member of an enumeration that a text came from, as an object."""
    for definition in value.definitions:
        module = engine.project.module(definition.path)
        if module is not None and module.reader.tabular:
            cls = _enumeration(engine, module, definition)
            if cls is not None:
                return _object(cls, definition.name, value)
    return None


def _enumeration(engine: Engine, module: Module, definition: Definition) -> Class | None:
    root = module.tree.root_node
    node = root.named_descendant_for_byte_range(definition.start_byte, definition.end_byte)
    owners = module.outline.enclosing(node, module.outline.classes) if node is not None else []
    cls = Class(module, owners[0]) if owners else None
    if cls is None or not enumerates(engine, cls):
        return None
    member = module.class_(cls.node).members.get(definition.name)
    own = member is not None and member.node.start_byte == definition.start_byte
    return cls if own and member is not None and not member.static else None


def _object(cls: Class, name: str, value: Text) -> Instance:
    member = cls.module.class_(cls.node).members[name]
    form = cls.module.reader.form(member.node)
    given = form.arguments if isinstance(form, Call) else ()
    plain = [Lazy(cls.module, item.value, None) for item in given if not item.name]
    named = [(item.name, Lazy(cls.module, item.value, None)) for item in given if item.name]
    return Instance(cls, Actuals(tuple(plain), tuple(named)), text=value)


def own_text(engine: Engine, value: Instance, name: str) -> Value | None:
    """Return what a member of an enumeration is called, or what all are; None for other objects."""
    if name not in OWN_TEXT or not value.cls.module.reader.tabular:
        return None
    counted = _counted(engine, value.cls)
    if counted is None or declares(engine, value.cls, name):
        return None
    if value.text is not None:
        return value.text
    options = union(enumerated(engine, counted))
    return Open(value.given, options) if value.given else options


def _counted(engine: Engine, cls: Class) -> Class | None:
    """Return the enumeration that a class is, or adds to."""
    shape = cls.module.class_(cls.node)
    bases = [engine.evaluate(cls.module, base, cls.frame) for base in shape.bases]
    found = [cls, *(base for base in bases if isinstance(base, Class))]
    return next((each for each in found if each.module.class_(each.node).enumeration), None)


def whoever(engine: Engine, module: Module, node: "Node", cls: Class) -> Instance:
    """Return the object that code of a class runs on: which, decide those who call the code."""
    if not module.reader.tabular or _counted(engine, cls) is None:
        return Instance(cls)
    around = module.outline.enclosing(node, module.outline.functions)
    inner = [each for each in around if each.start_byte > cls.node.start_byte]
    given = frozenset({(module.path, inner[-1].start_byte)}) if inner else frozenset[FunctionKey]()
    return Instance(cls, given=given)


def declares(engine: Engine, cls: Class, name: str) -> bool:
    """Say whether a class, or what adds to it, declares a member of this name."""
    others = extensions(engine, cls.module, cls.module.class_(cls.node).name)
    return any(name in c.module.class_(c.node).members for c in (cls, *others))
