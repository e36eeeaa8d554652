"""Is a call worth keeping when the capture beside it goes? Not one that only served the capture."""

import re
from typing import TYPE_CHECKING

from codebase.finding.wrappers import callable_of, callee_value
from codebase.meaning.calls import actuals_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Client, ClientClass, Function, Known, alternatives, settled
from codebase.modules import Module
from codebase.removal.events.effects import callee_text, doing, is_pure
from codebase.removal.events.statements import discards
from codebase.removal.events.words import WORDS
from codebase.removal.languages import RULES
from codebase.removal.nodes import walk
from codebase.syntax import Call, Member

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 3
_LOG = re.compile(rb"(.*[.:_])?(console|log|logger|logging|slog|zap)\.\w+", re.I | re.S)
_HARMLESS = re.compile(
    r"@?(\w+\.)*(shared_task|task|actor|job|staticmethod|classmethod)(\(.*\))?", re.S
)
"""Decorators after which a call still runs the function, and only the function."""
_WAITING = re.compile(rb"Promise\.(resolve|all)|.*\.(then|catch|finally)", re.S)
_SENDING = frozenset({"flush", "shutdown", "shutdownAsync", "_shutdown", "close", "Close"})
"""What a client is told when it is not needed any more."""
_ASSIGNMENTS = frozenset(
    {
        "assignment",
        "augmented_assignment",
        "assignment_statement",
        "assignment_expression",
        "augmented_assignment_expression",
    }
)
_MAKING = frozenset({"assignment", "variable_declarator"})
_LITERALS = frozenset({"dictionary", "list", "object", "array", "hash"})
_OBJECTS = ("function", "receiver", "object", "value", "operand")


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


def effects(
    engine: Evaluator, function: Function, depth: int = 0, *, asleep: bool = False
) -> "list[Node] | None":
    """Return the calls in a function that may do something; None if it does more than calling.

    Its conditions do not matter, nor what it does when something fails. With `asleep` it may hold
    functions that it does not run itself.
    """
    module = function.module
    edited = module.language in RULES and module.language in WORDS
    if not edited or not _runs_as_written(module, function.node):
        return None
    rules, words = RULES[module.language], WORDS[module.language]
    own, local = _own(function.node), _local(function.node)
    found: list[Node] = []
    stack = [function.node.child_by_field_name("body") or function.node]
    while stack:
        node = stack.pop()
        if node.type in words.rescues or (asleep and node.type in rules.functions):
            continue
        if _disturbs(node, own, local) or node.type in words.disturbing:
            return None
        if rules.is_call(node) and not rules.is_conversion(node) and not is_pure(words, node):
            if node.type in words.calls or node.type == "new_expression":
                if _root(node) not in own and not _is_quiet(engine, module, node, depth):
                    found.append(node)
            elif node.type not in words.around | words.returns | _ASSIGNMENTS:
                return None
        stack.extend(node.children)
    return found


def arguments_do_something(engine: Evaluator, module: Module, call: "Node") -> bool:
    """Tell whether what a call is given has to be evaluated even if nobody is given it."""
    given = call.child_by_field_name("arguments")
    if given is None:
        return False
    rules, words = RULES[module.language], WORDS[module.language]
    return any(
        each.type not in words.calls or not _is_quiet(engine, module, each, 0)
        for each in doing(rules, words, given)
    )


def _is_quiet(engine: Evaluator, module: Module, call: "Node", depth: int) -> bool:
    """Tell whether a call only logs, asks, or gets hold of the client."""
    if _LOG.fullmatch(callee_text(call)) or _sends_off(engine, module, call):
        return True
    if _waits(module, call):
        return True
    given = settled(engine.force(engine.evaluate(module, call, None)))
    if isinstance(given, Client | ClientClass):
        return True
    inner = called_by(engine, module, call) if depth < _DEEPEST else None
    return inner is not None and effects(engine, inner, depth + 1) == []


def _waits(module: Module, call: "Node") -> bool:
    """Tell whether a call only runs functions later that are written down there, and looked at."""
    given = call.child_by_field_name("arguments")
    if given is None or not _WAITING.fullmatch(callee_text(call)):
        return False
    later = WORDS[module.language].functions
    return all(each.type in later | {"call_expression"} for each in given.named_children)


def _sends_off(engine: Evaluator, module: Module, call: "Node") -> bool:
    """Tell whether a call tells a client that it is not needed any more."""
    form = module.reader.form(call)
    callee = module.reader.form(form.callee) if isinstance(form, Call) else None
    if not isinstance(callee, Member) or callee.name not in _SENDING:
        return False
    return isinstance(settled(engine.object_of(module, callee.object, None)), Client)


def _own(function: "Node") -> frozenset[bytes]:
    """Return the variables that hold what the function has just made: nobody else sees it."""
    found: set[bytes] = set()
    for node in walk(function):
        if node.type not in _MAKING:
            continue
        name = node.child_by_field_name("name") or node.child_by_field_name("left")
        value = node.child_by_field_name("value") or node.child_by_field_name("right")
        made = value is not None and value.type in _LITERALS
        if made and name is not None and name.type == "identifier":
            found.add(name.text or b"")
    return frozenset(found)


def _local(function: "Node") -> frozenset[bytes]:
    """Return the variables that a function declares itself, and its parameters."""
    given = function.child_by_field_name("parameters")
    names = [each for each in walk(given) if each.type == "identifier"] if given else []
    for node in walk(function):
        name = node.child_by_field_name("name") if node.type == "variable_declarator" else None
        names += [name] if name is not None and name.type == "identifier" else []
    return frozenset(name.text or b"" for name in names)


def _root(node: "Node") -> bytes:
    """Return the variable that a member, an element or a method is asked of; empty if none."""
    inner = node
    while inner.type != "identifier":
        parts = [inner.child_by_field_name(name) for name in _OBJECTS]
        holder = next((part for part in parts if part is not None), None)
        if holder is None:
            return b""
        inner = holder
    return b"" if inner == node.child_by_field_name("function") else inner.text or b""


def _disturbs(node: "Node", own: frozenset[bytes], local: frozenset[bytes]) -> bool:
    """Tell whether a statement writes into something that others can see."""
    left = node.child_by_field_name("left")
    if left is None or node.type not in _ASSIGNMENTS or _root(left) in own:
        return False
    if node.type == "assignment_statement":
        return not discards(node)
    if not node.type.endswith("_expression"):
        return left.type != "identifier"
    # In JavaScript a name that is given a value may stand anywhere around.
    return left.type != "identifier" or left.text not in local


def _runs_as_written(module: Module, function: "Node") -> bool:
    """Tell whether calling a function runs its body and nothing else, now or in a queue."""
    names = [module.text(each) for each in module.function(function).decorators]
    return all(_HARMLESS.fullmatch(name) for name in names)
