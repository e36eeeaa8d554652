"""Does a test make the flag answer what it will never answer again, and nothing else?

Only forms that name the key and the answer count, and only where they are given to something that
by its name replaces the real client. A mock that answers any key, like a function that compares
keys, proves nothing.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.removal.folding import Value
from codebase.removal.nodes import code_children, walk

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_PAIRS = frozenset({"pair", "keyed_element"})
_ARGUMENTS = frozenset({"arguments", "argument_list"})
_CALLS = frozenset({"call_expression", "call"})
_ASSIGNMENTS = frozenset({"assignment", "assignment_expression"})

_MOCK = re.compile(
    rb"mock|stub|fake|spy|patch|override|\ballow\b|\bwhen\b|side_effect"
    rb"|(set|with|given|force|enable|disable)\w*(flag|feature)",
    re.I,
)
_JUDGES = re.compile(rb"expect|assert|should|verify|require|haveBeen|\beq\b", re.I)
_GIVEN = frozenset({b"with", b"calledWith", b"withArgs"})
_ANSWERS = frozenset(
    {
        b"mockReturnValue",
        b"mockReturnValueOnce",
        b"mockResolvedValue",
        b"mockResolvedValueOnce",
        b"returns",
        b"resolves",
        b"and_return",
        b"thenReturn",
    }
)


@dataclass(frozen=True)
class Dead:
    """What the flag will never answer again."""

    rules: "Rules"
    fixed: Value
    """What it always answers from now on."""

    def has(self, answer: object) -> bool:
        """Judge a truth value or a variant; anything else is no answer of a flag."""
        if isinstance(self.fixed, bool):
            return answer is (not self.fixed)
        return answer is False or (isinstance(answer, str) and answer != self.fixed)

    def at(self, node: "Node") -> bool:
        """Judge a literal of the code."""
        literal = self.rules.literal(node)
        return literal is not None and self.has(literal.value)


def is_given_dead(key: "Node", test: "Node", dead: Dead) -> bool:
    """Tell whether the literal `key` is told to answer the dead value, by a mock of its own."""
    stated = _statement_of(key, dead)
    return stated is not None and _replaces_client(stated, test)


def _statement_of(key: "Node", dead: Dead) -> "Node | None":
    """Return what says that the key answers the dead value, None if nothing does."""
    while key.parent is not None and key.parent.type == "literal_element":
        key = key.parent
    outer = key.parent
    if outer is None:
        return None
    if outer.type in _PAIRS:
        return _only_pair(outer, key, dead)
    if outer.type in _ARGUMENTS:
        return _told(outer, key, dead) or _answered(outer, key, dead)
    return None


def _only_pair(pair: "Node", key: "Node", dead: Dead) -> "Node | None":
    value, holder = pair.named_children[-1], pair.parent
    while value.type == "literal_element" and value.named_child_count == 1:
        value = value.named_children[0]
    several = holder is None or [each.type for each in code_children(holder)] != [pair.type]
    return None if several or pair.named_children[0] != key or not dead.at(value) else holder


def _told(arguments: "Node", key: "Node", dead: Dead) -> "Node | None":
    """Read `mockFlag('key', false)`."""
    given = code_children(arguments)
    fits = len(given) == 2 and given[0] == key and dead.at(given[1])
    return arguments.parent if fits else None


def _answered(arguments: "Node", key: "Node", dead: Dead) -> "Node | None":
    """Read `….with('key', anything).and_return(false)`."""
    call, given = arguments.parent, code_children(arguments)
    if call is None or _name(call) not in _GIVEN or given[0] != key:
        return None
    if any("string" in each.type for each in given[1:]):
        return None
    outer = call.parent
    while outer is not None and outer.type not in _CALLS:
        outer = outer.parent if "member" in outer.type else None
    answers = outer.child_by_field_name("arguments") if outer is not None else None
    if outer is None or answers is None or _name(outer) not in _ANSWERS:
        return None
    values = code_children(answers)
    return outer if len(values) == 1 and dead.at(values[0]) else None


def _replaces_client(stated: "Node", test: "Node") -> bool:
    """Tell whether what is stated is given to a mock, to one only, and is nobody's expectation."""
    found, node = b"", stated
    while node != test and node.parent is not None:
        if node.type in _CALLS and node.parent != test:
            name = _callee(node)
            if _JUDGES.search(name):
                return False
            found = found or (name if _MOCK.search(name) else b"")
        elif node.type in _ASSIGNMENTS:
            left = node.child_by_field_name("left")
            name = left.text or b"" if left is not None else b""
            found = found or (name if _MOCK.search(name) else b"")
        node = node.parent
    return bool(found) and sum(_callee(each) == found for each in walk(test)) <= 1


def _callee(call: "Node") -> bytes:
    """Return what is called, with everything before the last name."""
    if call.type not in _CALLS:
        return b""
    function = call.child_by_field_name("function")
    if function is not None:
        return function.text or b""
    receiver = call.child_by_field_name("receiver")
    method = call.child_by_field_name("method")
    parts = [part.text or b"" for part in (receiver, method) if part is not None]
    return b".".join(parts)


def _name(call: "Node") -> bytes:
    return re.split(rb"\W+", _callee(call))[-1]
