"""Objects whose members need no name before them: in an extension, in `apply { … }`, `with(x)`."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.values import OTHER, Frame, Value, unresolved
from codebase.modules import Module
from codebase.syntax import Call, FunctionExpression, Member, Name, Through

if TYPE_CHECKING:
    from tree_sitter import Node

ON_OBJECT = frozenset({"apply", "run"})
"""Methods whose function runs on the object they are called on."""

GIVES_OBJECT = frozenset(
    {"let", "also", "use", "takeIf", "takeUnless", "ifPresent", "ifAvailable", "ifUnique"}
)
"""Methods that give their function the object they are called on."""


def lent(
    engine: Engine, module: Module, node: "Node", name: str, frame: Frame | None
) -> Value | None:
    """Return the member of an object around that a bare name means; None if there is none."""
    if not module.reader.receives:
        return None
    for function in module.outline.enclosing(node, module.outline.functions):
        holder = _object(engine, module, function, frame)
        value = engine.member(holder, name) if holder is not None else OTHER
        if not unresolved(value) and value != OTHER:
            return value
    return None


def _object(engine: Engine, module: Module, function: "Node", frame: Frame | None) -> Value | None:
    """Return the object that a function literal runs on."""
    form = module.reader.form(function)
    call = function.parent
    if not isinstance(form, FunctionExpression) or call is None:
        return None
    while call is not None and isinstance(module.reader.form(call), Through):
        call = call.parent
    taken = module.reader.form(call) if call is not None else None
    if not isinstance(taken, Call):
        return None
    callee = module.reader.form(taken.callee)
    if isinstance(callee, Member) and callee.name in ON_OBJECT:
        return engine.object_of(module, callee.object, frame)
    plain = isinstance(callee, Name) and callee.text == "with" and taken.arguments
    return engine.object_of(module, taken.arguments[0].value, frame) if plain else None
