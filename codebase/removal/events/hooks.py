"""Variables that hold what a hook of the repository gave, and that only the event used."""

import re
from typing import TYPE_CHECKING

from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition
from codebase.modules import Module
from codebase.removal.events.effects import callee_text, has_effect
from codebase.removal.events.quiet import called_by, effects
from codebase.removal.events.words import WORDS
from codebase.removal.languages import RULES

if TYPE_CHECKING:
    from tree_sitter import Node

_HOOK = re.compile(rb"use[A-Z]\w*")
_REACT = frozenset({b"useCallback", b"useMemo", b"useRef", b"useContext"})
"""Hooks of React that only hand out what they are given."""


def giving(engine: Evaluator, module: Module, call: "Node") -> set[Definition]:
    """Return the declaration that gave a call its function: `{ track } = useX()`.

    Nothing if asking the hook does anything but that.
    """
    name, scope = _first_name(call), call.parent
    while name and scope is not None:
        for declarator in _declarators(scope):
            if name == _bound(declarator):
                value = declarator.child_by_field_name("value")
                asks = value is not None and _only_asks(engine, module, value)
                start, end = declarator.start_byte, declarator.end_byte
                return {Definition(module.path, name.decode(), start, end)} if asks else set()
        scope = scope.parent
    return set()


def _first_name(call: "Node") -> bytes:
    node = call.child_by_field_name("function")
    while node is not None and node.type == "member_expression":
        node = node.child_by_field_name("object")
    return node.text or b"" if node is not None and node.type == "identifier" else b""


def _declarators(scope: "Node") -> "list[Node]":
    """Return the declarators that have a statement of a block to themselves."""
    statements = [each for each in scope.named_children if each.type == "lexical_declaration"]
    return [each.named_children[0] for each in statements if each.named_child_count == 1]


def _bound(declarator: "Node") -> bytes:
    """Return the one name a declarator binds, empty if there are several."""
    name = declarator.child_by_field_name("name")
    if name is not None and name.type == "object_pattern" and name.named_child_count == 1:
        name = name.named_children[0]
    return name.text or b"" if name is not None and not name.named_child_count else b""


def _only_asks(engine: Evaluator, module: Module, value: "Node") -> bool:
    """Tell whether a value is that of a hook of the repository that does nothing by itself."""
    if value.type != "call_expression" or module.language not in RULES:
        return False
    rules, words = RULES[module.language], WORDS[module.language]
    given, name = value.child_by_field_name("arguments"), callee_text(value)
    if not _HOOK.fullmatch(name) or given is None or has_effect(rules, words, given):
        return False
    hook = called_by(engine, module, value)
    calls = effects(engine, hook, asleep=True) if hook is not None else None
    return calls is not None and all(callee_text(each) in _REACT for each in calls)
