"""What is not said because the type says it, and branches that depend on a known value."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.enumerations import member_object
from codebase.meaning.overloads import of_one_name
from codebase.meaning.values import (
    UNKNOWN,
    Class,
    ClientClass,
    Frame,
    Function,
    Instance,
    Open,
    Text,
    Value,
    alternatives,
    settled,
    union,
    unresolved,
)
from codebase.modules import Module
from codebase.syntax import (
    Call,
    Either,
    FunctionShape,
    Implied,
    Option,
    TypeNames,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def member_of_expected(engine: Engine, module: Module, node: "Node", name: str) -> Value:
    """Return the member `.name` of the type that is expected where it stands."""
    classes = _expected(engine, module, node)
    if name == "init":
        return union(classes)
    found = [engine.member(cls, name) for cls in classes]
    known = [value for value in found if not unresolved(value)]
    return union(known) if known else UNKNOWN


def _expected(engine: Engine, module: Module, value: "Node") -> list[Value]:
    """Return the classes that an expression may be meant to be of."""
    node: Node | None = value
    while node is not None:
        written = module.reader.expected(node)
        if written is None and module.outline.is_function(node):
            written = module.function(node).returns
            if written is None:
                return []
        if written is not None:
            return _classes(engine, module, written)
        node = node.parent
        form = module.reader.form(node) if node is not None else None
        if isinstance(form, Call) and not _within(value, form.callee):
            return _by_call(engine, module, form, value)
        if isinstance(form, Either):
            found = _beside(engine, module, form, value)
            if found:
                return found
    return []


def _beside(engine: Engine, module: Module, form: Either, value: "Node") -> list[Value]:
    """Return the classes that the other sides of a conditional are members of."""
    found: list[Value] = []
    for option in form.options:
        if _within(value, option) or isinstance(module.reader.form(option), Implied):
            continue
        for known in alternatives(settled(engine.evaluate(module, option, None))):
            this = member_object(engine, known) if isinstance(known, Text) else known
            found.extend([this.cls] if isinstance(this, Instance) else [])
    return found


def _by_call(engine: Engine, module: Module, form: Call, node: "Node") -> list[Value]:
    """Return the types of the parameter that an argument is for."""
    plain = [argument for argument in form.arguments if not argument.name]
    given = next((a for a in form.arguments if _within(node, a.value)), None)
    if given is None:
        return []
    at = plain.index(given) if given in plain else -1
    found: list[Value] = []
    called = alternatives(settled(engine.evaluate(module, form.callee, None)))
    for option in [each for one in called for each in of_one_name(one)]:
        function = engine.constructor(option) if isinstance(option, Class) else option
        if isinstance(function, Function):
            shape = function.module.function(function.node)
            kind = _parameter_type(shape, given.name, at)
            found.extend(_classes(engine, function.module, kind) if kind is not None else ())
        elif isinstance(option, Class):
            member = option.module.class_(option.node).members.get(given.name)
            if member is not None and member.type is not None:
                found.extend(_classes(engine, option.module, member.type))
    return found


def _parameter_type(shape: FunctionShape, name: str, at: int) -> "Node | None":
    if name:
        return next((p.type for p in shape.parameters if p.name == name), None)
    plain = [parameter for parameter in shape.parameters if not parameter.keyword_only]
    return plain[at].type if 0 <= at < len(plain) else None


def _classes(engine: Engine, module: Module, node: "Node") -> list[Value]:
    """Return the classes that a type names."""
    shape = module.reader.type(node)
    found: list[Value] = []
    for name in shape.names if isinstance(shape, TypeNames) else ():
        head, *tail = name.split(".")
        value = engine.named(module, node, head)
        for part in tail:
            value = engine.member(value, part)
        if isinstance(value, Class | ClientClass):
            found.append(value)
    return found


def _within(node: "Node", outer: "Node") -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def chosen(
    engine: Engine,
    module: Module,
    subject: "Node | None",
    options: tuple[Option, ...],
    frame: Frame | None,
) -> Value:
    """Return what the branches give that a value may take; all of them if it is not known."""
    value = engine.evaluate(module, subject, frame) if subject is not None else UNKNOWN
    found: list[Value] = []
    for member in alternatives(value):
        taken = _taken(settled(member), options)
        given = union([engine.evaluate(module, option.value, frame) for option in taken])
        found.append(Open(member.functions, given) if isinstance(member, Open) else given)
    return union(found)


def _taken(value: Value, options: tuple[Option, ...]) -> tuple[Option, ...]:
    known = [_names(member) for member in alternatives(value)]
    if not all(known):
        return options
    found = [
        option
        for names in known
        for option in [o for o in options if names.intersection(o.labels)]
        or [o for o in options if not o.labels]
    ]
    return tuple(dict.fromkeys(found)) or options


def _names(value: Value) -> frozenset[str]:
    """Return what a case may call a value."""
    text = value.text if isinstance(value, Instance) else value
    if not isinstance(text, Text):
        return frozenset()
    return frozenset({text.text, *(definition.name for definition in text.definitions)})
