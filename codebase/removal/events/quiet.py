"""Is a call worth keeping when the capture beside it goes? Not one that only served the capture."""

import re
from typing import TYPE_CHECKING

from codebase.finding.wrappers import callable_of, callee_value
from codebase.meaning.calls import actuals_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Client, ClientClass, Function, Known, alternatives, settled
from codebase.modules import Module
from codebase.removal.events.effects import callee_text, is_pure
from codebase.removal.events.statements import discards
from codebase.removal.events.words import WORDS
from codebase.removal.languages import RULES
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 3
_LOG = re.compile(rb"(.*[.:_])?(console|log|logger|logging|slog|zap)\.\w+", re.I | re.S)
_HARMLESS = re.compile(
    r"@?(\w+\.)*(shared_task|task|actor|job|staticmethod|classmethod)(\(.*\))?", re.S
)
"""Decorators after which a call still runs the function, and only the function."""
_SENDING = frozenset({"flush", "shutdown", "shutdownAsync", "_shutdown", "close", "Close"})
"""What a client is told when it is not needed any more."""
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


def effects(engine: Evaluator, function: Function, depth: int = 0) -> "list[Node] | None":
    """Return the calls in a function that may do something; None if it does more than calling.

    Its conditions do not matter, nor what it does when something fails.
    """
    module = function.module
    edited = module.language in RULES and module.language in WORDS
    if not edited or not _runs_as_written(module, function.node):
        return None
    rules, words = RULES[module.language], WORDS[module.language]
    found: list[Node] = []
    stack = [function.node.child_by_field_name("body") or function.node]
    while stack:
        node = stack.pop()
        if node.type in words.rescues:
            continue
        if _disturbs(node) or node.type in (words.disturbing | words.functions):
            return None
        if rules.is_call(node) and not rules.is_conversion(node) and not is_pure(words, node):
            if node.type in words.calls or node.type == "new_expression":
                if not _is_quiet(engine, module, node, depth):
                    found.append(node)
            elif node.type not in words.around | words.returns | _ASSIGNMENTS:
                return None
        stack.extend(node.children)
    return found


def _is_quiet(engine: Evaluator, module: Module, call: "Node", depth: int) -> bool:
    """Tell whether a call only logs, asks, or gets hold of the client."""
    if _LOG.fullmatch(callee_text(call)) or _sends_off(engine, module, call):
        return True
    given = settled(engine.force(engine.evaluate(module, call, None)))
    if isinstance(given, Client | ClientClass):
        return True
    inner = called_by(engine, module, call) if depth < _DEEPEST else None
    return inner is not None and effects(engine, inner, depth + 1) == []


def _sends_off(engine: Evaluator, module: Module, call: "Node") -> bool:
    """Tell whether a call tells a client that it is not needed any more."""
    form = module.reader.form(call)
    callee = module.reader.form(form.callee) if isinstance(form, Call) else None
    if not isinstance(callee, Member) or callee.name not in _SENDING:
        return False
    return isinstance(settled(engine.object_of(module, callee.object, None)), Client)


def _disturbs(node: "Node") -> bool:
    """Tell whether a statement writes into something that others can see."""
    left = node.child_by_field_name("left")
    if node.type == "assignment_statement":
        return not discards(node)
    return node.type in _ASSIGNMENTS and left is not None and left.type != "identifier"


def _runs_as_written(module: Module, function: "Node") -> bool:
    """Tell whether calling a function runs its body and nothing else, now or in a queue."""
    names = [module.text(each) for each in module.function(function).decorators]
    return all(_HARMLESS.fullmatch(name) for name in names)
