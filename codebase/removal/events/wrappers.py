"""Functions that hand the name of an event on: calling one is capturing it, if it does no more."""

from typing import TYPE_CHECKING

from codebase.finding.wrappers import callee_value, sdk_call
from codebase.meaning.calls import actuals_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import (
    Class,
    Definition,
    Foreign,
    Function,
    Instance,
    alternatives,
    settled,
    unresolved,
)
from codebase.modules import Module
from codebase.removal.events.quiet import called_by, effects
from codebase.removal.wrappers import may_be_another
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_HOPS = 5


def is_capture(engine: Evaluator, module: Module, call: "Node", *, resolved: bool = False) -> bool:
    """Tell whether a call is one of the SDK: known to be, or, unless `resolved`, by its name."""
    form = module.reader.form(call)
    if not isinstance(form, Call):
        return False
    target = callee_value(engine, module, form, None)
    actuals = actuals_of(engine, module, form, None)
    options = alternatives(settled(target))
    found = [sdk_call(engine, option, actuals) for option in options]
    calls = [each[0] for each in found if each is not None]
    if calls:
        others = [option for option, each in zip(options, found, strict=True) if each is None]
        ours = any(isinstance(option, Function | Instance | Class) for option in others)
        events = all(each.method.kind == "event" for each in calls)
        return events and not ours and not (resolved and any(each.likely for each in calls))
    callee, foreign = module.reader.form(form.callee), isinstance(settled(target), Foreign)
    if resolved or not isinstance(callee, Member) or not (unresolved(target) or foreign):
        return False
    method = module.reader.surface.methods.get(callee.name)
    return method is not None and method.kind == "event"


def does_nothing_else(engine: Evaluator, function: Function) -> list[Definition] | None:
    """Return a function and those it goes through, if all they do is one capture; else None."""
    found: list[Definition] = []
    for _ in range(_MOST_HOPS):
        module, calls = function.module, effects(engine, function)
        if calls is None or len(calls) != 1 or may_be_another(engine, function):
            return None
        found += definition_of(module, function.node)
        if is_capture(engine, module, calls[0]):
            return found
        inner = called_by(engine, module, calls[0])
        if inner is None:
            return None
        function = inner
    return None


def definition_of(module: Module, function: "Node") -> list[Definition]:
    """Return the definition of a function that has a name and stands among statements."""
    node = function
    if node.parent is not None and node.parent.type == "variable_declarator":
        node = node.parent
    name = node.child_by_field_name("name")
    inside = node.parent is not None and node.parent.type in ("class_body", "object")
    if name is None or inside:
        return []
    return [Definition(module.path, module.text(name), node.start_byte, node.end_byte)]
