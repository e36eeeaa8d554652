"""Functions that hand the name of an event on: calling one is capturing it, if it does no more."""

import re
from typing import TYPE_CHECKING

from codebase.finding.wrappers import callable_of, callee_value, sdk_call
from codebase.meaning.calls import actuals_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import (
    Definition,
    Foreign,
    Function,
    Known,
    alternatives,
    settled,
    unresolved,
)
from codebase.modules import Module
from codebase.removal.events.effects import is_pure
from codebase.removal.events.statements import discards
from codebase.removal.events.words import WORDS
from codebase.removal.languages import RULES
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_HOPS = 5
_HARMLESS = re.compile(
    r"@?(\w+\.)*(shared_task|task|actor|job|staticmethod|classmethod)(\(.*\))?", re.S
)
"""Decorators after which a call still runs the function, and only the function."""
_ASSIGNMENTS = frozenset({"assignment", "augmented_assignment", "assignment_statement"})


def called_by(engine: Evaluator, module: Module, call: "Node") -> Function | None:
    """Return the one function of the tree that a call runs."""
    form = module.reader.form(call)
    if not isinstance(form, Call):
        return None
    options = alternatives(settled(callee_value(engine, module, form, None)))
    if len(options) != 1 or not isinstance(options[0], Function | Known):
        return None
    found = callable_of(engine, options[0], actuals_of(engine, module, form, None))
    # A function that is reached through an interface may not be the one that runs.
    return found[0] if found is not None and not found[0].likely else None


def is_capture(engine: Evaluator, module: Module, call: "Node", *, resolved: bool = False) -> bool:
    """Tell whether a call is one of the SDK: known to be, or, unless `resolved`, by its name."""
    form = module.reader.form(call)
    if not isinstance(form, Call):
        return False
    target = callee_value(engine, module, form, None)
    actuals = actuals_of(engine, module, form, None)
    found = [sdk_call(engine, option, actuals) for option in alternatives(settled(target))]
    if any(found):
        kinds = [each[0].method.kind if each is not None else None for each in found]
        sure = not any(each is not None and each[0].likely for each in found)
        return set(kinds) == {"event"} and (sure or not resolved)
    callee, foreign = module.reader.form(form.callee), isinstance(settled(target), Foreign)
    if resolved or not isinstance(callee, Member) or not (unresolved(target) or foreign):
        return False
    method = module.reader.surface.methods.get(callee.name)
    return method is not None and method.kind == "event"


def does_nothing_else(engine: Evaluator, function: Function) -> list[Definition] | None:
    """Return a function and those it goes through, if all they do is one capture; else None."""
    found: list[Definition] = []
    for _ in range(_MOST_HOPS):
        module = function.module
        if module.language not in RULES or module.language not in WORDS:
            return None
        call = _only_call(module, function.node)
        if call is None or not _runs_as_written(module, function.node):
            return None
        found += definition_of(module, function.node)
        if is_capture(engine, module, call):
            return found
        inner = called_by(engine, module, call)
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


def _only_call(module: Module, function: "Node") -> "Node | None":
    """Return the one call in a function that has no other effect, whatever its conditions are."""
    rules, words = RULES[module.language], WORDS[module.language]
    body = function.child_by_field_name("body") or function
    calls: list[Node] = []
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type in words.rescues:
            continue
        if _disturbs(node) or node.type in (words.disturbing | words.functions):
            return None
        if rules.is_call(node) and not rules.is_conversion(node) and not is_pure(words, node):
            if node.type in words.calls:
                calls.append(node)
            elif node.type not in words.around | words.returns | _ASSIGNMENTS:
                return None
        stack.extend(node.children)
    return calls[0] if len(calls) == 1 else None


def _runs_as_written(module: Module, function: "Node") -> bool:
    """Tell whether calling a function runs its body and nothing else, now or in a queue."""
    names = [module.text(each) for each in module.function(function).decorators]
    return all(_HARMLESS.fullmatch(name) for name in names)


def _disturbs(node: "Node") -> bool:
    """Tell whether a statement writes into something that others can see."""
    left = node.child_by_field_name("left")
    if node.type == "assignment_statement":
        return not discards(node)
    return node.type in _ASSIGNMENTS and left is not None and left.type != "identifier"
