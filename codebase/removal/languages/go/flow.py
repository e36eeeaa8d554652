"""Which places can only see the value that one assignment gives a variable."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from codebase.removal.languages.go.kinds import ARMS, FUNCTIONS, SWITCHES
from codebase.removal.nodes import walk
from codebase.removal.reasons import PASSED_ON, REASSIGNED
from codebase.removal.shapes import Refused

if TYPE_CHECKING:
    from tree_sitter import Node

State = Literal["other", "settled", "mixed"]
"""What the variable holds at a place: another value, the settled one, or either of them."""

_LEAVES = frozenset(
    {"break_statement", "continue_statement", "goto_statement", "fallthrough_statement"}
)


@dataclass(frozen=True)
class Variable:
    """What is known about a variable before its flow is followed."""

    places: frozenset[int]
    """Offsets of every use in the function, writing or reading."""
    written: frozenset[int]
    """Those that only assign, the settling assignment left out."""
    settling: "Node"
    """The statement that gives it the settled value."""
    is_result: bool
    """A named result: every `return` reads it."""
    declared_at: int
    only_settled: bool
    """Nothing else ever gives it a value."""


class _StopError(Exception):
    """Carries the answer out of the recursion."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


@dataclass
class _Walk:
    variable: Variable
    reads: "list[Node]" = field(default_factory=list["Node"])

    def statement(self, node: "Node", state: State) -> State | None:
        """Follow one statement; None if nothing after it is reached."""
        if node == self.variable.settling:
            return "settled"
        if node.type in ("block", "statement_list", "labeled_statement"):
            return self._all(node.named_children, state)
        if node.type == "if_statement":
            return self._if(node, state)
        if node.type == "for_statement":
            return self._for(node, state)
        if node.type in SWITCHES:
            return self._switch(node, state)
        state = self._expression(node, state)
        if node.type == "return_statement":
            if self.variable.is_result and node.named_child_count == 0 and state != "other":
                raise _StopError(PASSED_ON)
            return None
        return None if node.type in _LEAVES else state

    def _all(self, nodes: "list[Node]", state: State) -> State | None:
        now: State | None = state
        for node in nodes:
            # What is never reached sees nothing.
            after = self.statement(node, now or "other")
            now = after if now is not None else None
        return now

    def _if(self, node: "Node", state: State) -> State | None:
        for name in ("initializer", "condition"):
            part = node.child_by_field_name(name)
            if part is not None:
                state = self.statement(part, state) or state
        ends: list[State | None] = [
            self.statement(branch, state) if branch is not None else state
            for branch in (
                node.child_by_field_name("consequence"),
                node.child_by_field_name("alternative"),
            )
        ]
        return _merged(ends)

    def _for(self, node: "Node", state: State) -> State:
        body = node.child_by_field_name("body")
        again = self._assigns(node) and (body is None or not self._declared_in(body))
        if again:
            state = self._either(node, state)
        for part in node.named_children:
            if part != body:
                self._expression(part, state)
        if body is not None:
            self.statement(body, state)
        return state

    def _switch(self, node: "Node", state: State) -> State | None:
        arms = [each for each in node.named_children if each.type in ARMS]
        for part in node.named_children:
            if part not in arms:
                state = self.statement(part, state) or state
        assigned = [arm for arm in arms if self._assigns(arm) and not self._declared_in(arm)]
        inside = self._either(node, state) if len(assigned) > 0 and _falls(node) else state
        for arm in arms:
            for part in arm.named_children:
                self.statement(part, inside)
        return self._either(node, state) if assigned else state

    def _either(self, node: "Node", state: State) -> State:
        """Return what holds where something inside `node` may have been assigned, or not."""
        settles = _is_inside(self.variable.settling.start_byte, node)
        return "other" if state == "other" and not settles else "mixed"

    def _assigns(self, node: "Node") -> bool:
        inside = (*self.variable.written, self.variable.settling.start_byte)
        return any(_is_inside(offset, node) for offset in inside)

    def _declared_in(self, node: "Node") -> bool:
        return _is_inside(self.variable.declared_at, node)

    def _expression(self, node: "Node", state: State) -> State:
        writes = False
        stack = [node]
        while stack:
            node = stack.pop()
            if node.type in FUNCTIONS:
                self._closure(node, state)
                continue
            if node.child_count == 0 and node.start_byte in self.variable.places:
                if node.start_byte in self.variable.written:
                    writes = True
                else:
                    self._read(node, state)
            stack.extend(reversed(node.children))
        return "other" if writes else state

    def _read(self, node: "Node", state: State) -> None:
        if state == "mixed":
            raise _StopError(REASSIGNED)
        if state == "settled":
            self.reads.append(node)

    def _closure(self, function: "Node", state: State) -> None:
        """A closure runs who knows when: it may only see a variable that never changes."""
        inside = [
            node
            for node in walk(function)
            if node.child_count == 0 and node.start_byte in self.variable.places
        ]
        if not inside:
            return
        if not self.variable.only_settled or self.variable.is_result or state != "settled":
            raise _StopError(REASSIGNED)
        self.reads += inside


def _merged(states: "list[State | None]") -> State | None:
    reached: set[State] = {state for state in states if state is not None}
    if not reached:
        return None
    return reached.pop() if len(reached) == 1 else "mixed"


def _is_inside(offset: int, node: "Node") -> bool:
    return node.start_byte <= offset < node.end_byte


def _falls(node: "Node") -> bool:
    return any(each.type == "fallthrough_statement" for each in walk(node))


def settled_reads(function: "Node", variable: Variable) -> "list[Node] | Refused":
    """Return every place that reads the settled value, or why nobody can tell."""
    body = function.child_by_field_name("body")
    way = _Walk(variable)
    try:
        if body is not None:
            way.statement(body, "other")
    except _StopError as stop:
        return Refused(stop.reason)
    except RecursionError:
        return Refused(PASSED_ON)
    return way.reads
