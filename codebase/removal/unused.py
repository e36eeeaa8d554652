"""Variables that lost their last use with the flag: they stay, and the reviewer is told of them.

What gives a variable its value may do something, so only what provably served the flag alone goes.
A linter or a strict compiler asks about the others: better heard from us than from a red check.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.parsing import Language, parse
from codebase.removal.languages import RULES
from codebase.removal.leftovers import names_used, rarer_words
from codebase.removal.nodes import closest
from scans.model import UnusedName

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules


_PATTERNS = frozenset({"array_pattern", "pattern_list", "left_assignment_list"})
"""What takes several names out of one value."""


def unused_names(language: Language, before: bytes, after: bytes) -> tuple[UnusedName, ...]:
    """Return the variables of a file that were used before and are only declared now, by line."""
    rules, words = RULES[language], rarer_words(before, after)
    if not words:
        return ()
    was = names_used(rules, parse(language, before), before, words)
    now = names_used(rules, parse(language, after), after, words)
    last = [found[0] for name, found in now.items() if len(found) == 1 < len(was[name])]
    return tuple(
        UnusedName(
            name=(node.text or b"").decode("utf-8", "replace"), line=node.start_point.row + 1
        )
        for node in sorted(last, key=lambda node: node.start_byte)
        if _is_declared_here(rules, node)
    )


def _is_declared_here(rules: "Rules", name: "Node") -> bool:
    """Tell whether a name is that of a variable, not of a parameter or of what others can see."""
    around = list(_around(rules, name))
    if any(node.type in rules.functions for node in around):
        return False
    if any(declared == name for declared, _ in rules.locals(around[-1])):
        return True
    several = name.type.endswith("_pattern") or any(node.type in _PATTERNS for node in around[1:2])
    # Outside functions, others may see what is taken out of a value.
    return several and closest(around[-1], rules.functions) is not None


def _around(rules: "Rules", node: "Node") -> "Iterator[Node]":
    """Yield a node and what is around it, up to the statement it stands in."""
    while not rules.in_list(node) and node.parent is not None:
        yield node
        node = node.parent
    yield node
