"""What a function gives back once the check in it is settled: proved by folding the function."""

from typing import TYPE_CHECKING

from codebase.modules import Module
from codebase.removal.draft import Draft
from codebase.removal.folding import Fold, Value
from codebase.removal.languages import RULES
from codebase.removal.nodes import closest

if TYPE_CHECKING:
    from tree_sitter import Node

_SAMPLES: tuple[Value, ...] = (True, "a")
"""A check answers a truth value or the key of a variant."""

_MOST_CALLS = 4
"""A wrapper does little else: who calls more before the check does something of its own."""


def check_in(module: Module, function: "Node") -> "Node | None":
    """Return the call that a function does nothing with but hand its answer on, None if it does."""
    for call in RULES[module.language].checks_in(function)[:_MOST_CALLS]:
        if any(answer(module, function, call, value) is not None for value in _SAMPLES):
            return call
    return None


def answer(module: Module, function: "Node", call: "Node", value: Value) -> Value | None:
    """Return what `function` gives back when `call` gives `value`.

    None if anything but `return` is left of it then, or if that gives anything else back: nothing
    may come of a call of the function but its answer, and no error with it.
    """
    rules, start = RULES[module.language], function.start_byte
    draft = Draft(module.path, module.language, module.source[start : function.end_byte])
    node = closest(draft.node_at(call.start_byte - start, call.end_byte - start), (call.type,))
    if node is None:
        return None
    fold = Fold(draft, rules)
    fold.settle([node], [value])
    fold.run()
    results = rules.results(draft.tree.root_node) or []
    return fold.answered(results[0], results[1:]) if results else None
