"""Functions whose whole body is `return CHECK`: calling one is asking for the flag."""

from typing import TYPE_CHECKING, NamedTuple

from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition, Function
from codebase.modules import Module
from codebase.removal.languages import RULES
from codebase.removal.statements import has_effect
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_HOPS = 5


class Way(NamedTuple):
    """How a call reaches the SDK."""

    method: str
    """The method at the end, empty if the call is not simply handed on."""
    functions: tuple[Definition, ...] = ()
    """The functions on the way."""
    call: "Node | None" = None
    """The call of the SDK."""
    module: Module | None = None
    """The file it stands in."""


NOWHERE = Way("")


def way_of(call: "Node", module: Module, engine: Evaluator, methods: frozenset[str]) -> Way:
    """Follow a call through functions that return it as it is, to one of the SDK's `methods`."""
    functions: list[Definition] = []
    for _ in range(_MOST_HOPS):
        form = module.reader.form(call)
        if not isinstance(form, Call):
            return NOWHERE
        target = engine.force(engine.evaluate(module, form.callee, None))
        if not isinstance(target, Function):
            callee = module.reader.form(form.callee)
            name = callee.name if isinstance(callee, Member) else module.text(form.callee)
            if name not in methods:
                return NOWHERE
            return Way(name, tuple(functions), call, module)
        rules = RULES.get(target.module.language)
        if rules is None:
            return NOWHERE
        returned = rules.returned(target.node)
        arguments = returned.child_by_field_name("arguments") if returned is not None else None
        if returned is None or arguments is None or has_effect(rules, arguments):
            return NOWHERE
        functions += _definition(target)
        module, call = target.module, returned
    return NOWHERE


def _definition(function: Function) -> list[Definition]:
    node = function.node
    if node.parent is not None and node.parent.type == "variable_declarator":
        node = node.parent
    name = node.child_by_field_name("name")
    if name is None:
        return []
    path, text = function.module.path, function.module.text(name)
    return [Definition(path, text, node.start_byte, node.end_byte)]
