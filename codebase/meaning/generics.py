"""What a generic function returns: the type that one of its arguments stands for.

`inject<T>(token: Token<T>): T` hands out what the token was made for, `resolve<T>(of: Class<T>): T`
an object of the class. Containers are asked so, by functions whose bodies say nothing about it.
"""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.values import (
    Actuals,
    Class,
    Client,
    ClientClass,
    Function,
    Instance,
    Lazy,
    Value,
)
from codebase.modules import Module
from codebase.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

_NOTHING = ("null", "undefined")


def told(module: Module, node: "Node") -> Lazy | None:
    """Return the type that an object is made for: `new Token<T>()`."""
    form = module.reader.form(node)
    return Lazy(module, form.type, None) if isinstance(form, Call) and form.type else None


def handed_out(engine: Engine, function: Function, actuals: Actuals) -> Value | None:
    """Return the object of the type that an argument carries; None if that is not what comes."""
    module = function.module
    shape = module.function(function.node)
    words = [] if shape.returns is None else module.text(shape.returns).split("|")
    names = [word for word in map(str.strip, words) if word not in _NOTHING]
    if len(names) != 1 or not names[0].isidentifier():
        return None
    pairs = zip(shape.parameters, actuals.positional, strict=False)
    for parameter, given in pairs:
        if parameter.type is not None and f"<{names[0]}>" in module.text(parameter.type):
            found = meant_by(engine, engine.force(given))
            if found is not None:
                return found
    return None


def meant_by(engine: Engine, value: Value) -> Value | None:
    """Return the object that a class, or a token with a type, stands for."""
    if isinstance(value, Class):
        return Instance(value)
    if isinstance(value, ClientClass):
        return Client(value.surface)
    if isinstance(value, Instance) and value.told is not None:
        found = engine.typed(value.told.module, value.told.node)
        return found if isinstance(found, Client | Instance) else None
    return None
