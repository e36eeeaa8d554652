"""Functions of one name that differ in their parameters: which one does a call mean?"""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.enumerations import OWN_TEXT, member_object
from codebase.meaning.names import owner_of
from codebase.meaning.values import (
    Frame,
    Function,
    Instance,
    Text,
    Unknown,
    Value,
    alternatives,
    settled,
    union,
)
from codebase.modules import Module
from codebase.syntax import Argument, Call, Constant, FunctionExpression, Member, Parameter

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXTS = frozenset({"String", "CharSequence", "String?", "string", "str"})
"""Types that say text and nothing else."""


def meant(engine: Engine, value: Value, module: Module, form: Call, frame: Frame | None) -> Value:
    """Leave of several functions of one name those that a call's arguments fit."""
    if not module.reader.tabular or module.reader.opens is not None:
        return value
    options = alternatives(value)
    found = [other for option in options for other in of_one_name(option)]
    if len(found) < 2:
        return value
    fitting = [o for o in found if _fits(engine, o, module, form, frame)]
    exact = [o for o in fitting if _says(engine, o, module, form, frame)]
    fitting = exact[:1] or fitting
    whole = [o for o in fitting if not _lacking(o, form)]
    return union(whole or fitting) if fitting else value


def of_one_name(value: Value) -> list[Value]:
    """Return a method and those that its class calls by the same name."""
    owner = owner_of(value.module, value.node) if isinstance(value, Function) else None
    if not isinstance(value, Function) or owner is None:
        return [value]
    name = value.module.function(value.node).name
    member = value.module.class_(owner).members.get(name)
    nodes = (member.node, *member.others) if member is not None and member.others else ()
    if all(node.start_byte != value.node.start_byte for node in nodes):
        return [value]
    return [Function(value.module, node, value.frame, value.this, value.given) for node in nodes]


def _says(engine: Engine, value: Value, module: Module, form: Call, frame: Frame | None) -> bool:
    """Say whether a clause is for just the texts that it is given."""
    if not isinstance(value, Function):
        return False
    shape, home = value.module.function(value.node), value.module.reader
    said = [(home.form(p.pattern), at) for at, p in enumerate(shape.parameters)]
    texts = [(f.text, at) for f, at in said if isinstance(f, Constant) and at < len(form.arguments)]
    given = [engine.evaluate(module, form.arguments[at].value, frame) for _, at in texts]
    known = [isinstance(v, Text) and v.text == t for v, (t, _) in zip(given, texts, strict=True)]
    return bool(known) and all(known)


def _fits(engine: Engine, value: Value, module: Module, form: Call, frame: Frame | None) -> bool:
    if not isinstance(value, Function):
        return True
    shape = value.module.function(value.node)
    plain = [argument for argument in form.arguments if not argument.name]
    if any(argument.spread for argument in form.arguments):
        return True
    names = {argument.name for argument in form.arguments if argument.name}
    rest = any(parameter.rest for parameter in shape.parameters)
    if not names <= {p.name for p in shape.parameters}:
        return False
    # A closure behind the brackets may be any parameter.
    placed = [argument for argument in plain if not _is_function(module, argument)]
    places = [parameter for parameter in shape.parameters if not parameter.keyword_only]
    if len(placed) > len(places) and not rest:
        return False
    pairs = zip(places, plain, strict=False)
    return all(_agrees(engine, value.module, p, module, given, frame) for p, given in pairs)


def _is_function(module: Module, argument: Argument) -> bool:
    return isinstance(module.reader.form(argument.value), FunctionExpression)


def _lacking(value: Value, form: Call) -> bool:
    """Say whether a call gives less than a function asks for; what it overrides may have more."""
    if not isinstance(value, Function) or any(argument.spread for argument in form.arguments):
        return False
    names = {argument.name for argument in form.arguments if argument.name}
    plain = sum(not argument.name for argument in form.arguments)
    given = plain + (len(value.given.positional) if value.given is not None else 0)
    parameters = value.module.function(value.node).parameters
    named = [parameter for parameter in parameters if parameter.keyword_only]
    free = [*[each for each in parameters if not each.keyword_only][given:], *named]
    return any(p.default is None and not p.rest and p.name not in names for p in free)


def _agrees(
    engine: Engine,
    home: Module,
    parameter: Parameter,
    module: Module,
    given: Argument,
    frame: Frame | None,
) -> bool:
    """Say whether an argument may be of a parameter's type, as far as that is known."""
    value = alternatives(settled(engine.evaluate(module, given.value, frame)))[0]
    if parameter.type is None:
        # A clause may be for one text only.
        form = home.reader.form(parameter.pattern)
        said = form.text if isinstance(form, Constant) else None
        return said is None or not isinstance(value, Text) or value.text == said
    says_text = home.text(parameter.type) in _TEXTS
    if isinstance(value, Instance):
        return not says_text
    if not isinstance(value, Text | Unknown):
        return True
    # What nobody knows is taken for a text: an object would have a type.
    form = module.reader.form(given.value)
    says_own = isinstance(form, Member) and form.name in OWN_TEXT
    member = isinstance(value, Text) and not says_own and member_object(engine, value) is not None
    return not member if says_text else not _is_class(engine, home, parameter.type) or member


def _is_class(engine: Engine, module: Module, node: "Node") -> bool:
    """Say whether a type is a class of the tree."""
    known = engine.typed(module, node)
    return known is not None and all(isinstance(o, Instance | Text) for o in alternatives(known))
