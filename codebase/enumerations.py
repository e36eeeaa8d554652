"""Members of enumerations as objects: with fields, getters and methods of their own."""

from codebase.engine import Engine
from codebase.modules import Module
from codebase.neighbours import extensions
from codebase.receivers import enumerates
from codebase.syntax import Call
from codebase.values import Actuals, Class, Definition, Instance, Lazy, Text, Value

OWN_TEXT = frozenset({"rawValue", "name", "value"})
"""What a member of an enumeration that declares nothing of that name is called."""

ALL = frozenset({"allCases", "values", "entries", "cases"})
"""What an enumeration offers that is the list of its members."""


def of_enumerated(engine: Engine, value: Text, name: str) -> Value | None:
    """Return what an enumeration declares for the member that a text came from."""
    this = member_object(engine, value)
    if this is None or not declares(engine, this.cls, name):
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


def declares(engine: Engine, cls: Class, name: str) -> bool:
    """Say whether a class, or what adds to it, declares a member of this name."""
    others = extensions(engine, cls.module, cls.module.class_(cls.node).name)
    return any(name in c.module.class_(c.node).members for c in (cls, *others))
