"""How much of the code around a capture goes with it: its statement, and what that leaves empty."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from codebase.removal.draft import Draft, Edit
from codebase.removal.events.effects import has_effect
from codebase.removal.events.reasons import BEFORE, EMPTIED
from codebase.removal.events.words import Words
from codebase.removal.lines import (
    begins_line,
    comment_behind,
    comments_above,
    line_end,
    without_lines,
)
from codebase.removal.nodes import closest, code_children, code_end
from codebase.removal.reasons import PASSED_ON, RESULT, RETURNED
from codebase.removal.shapes import Chain, Refused
from codebase.removal.statements import replaced, without_statement

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_EFFECT_HOOKS = frozenset(
    {b"useEffect", b"useLayoutEffect", b"React.useEffect", b"React.useLayoutEffect"}
)
"""Hooks that only run a function: one whose function does nothing has no meaning."""


class Whole(NamedTuple):
    """A statement that goes."""

    node: "Node"


class Part(NamedTuple):
    """A part of a statement that goes."""

    edits: list[Edit]


@dataclass(frozen=True)
class Surroundings:
    """What one file's code around a capture means."""

    draft: Draft
    rules: "Rules"
    words: Words

    def without(self, call: "Node") -> list[Edit] | Refused:
        """Return the edits that take a capture out, or why it cannot go."""
        found: Whole | Part | Refused | None = self._statement(call)
        while isinstance(found, Whole):
            whole = found.node
            found = self._wider(whole)
            if found is None:
                return self._gone(whole)
        assert found is not None
        return found.edits if isinstance(found, Part) else found

    def is_all_of(self, call: "Node") -> "Node | None":
        """Return the function of which a capture is all it does, None if there is none."""
        found: Whole | Part | Refused | None = self._statement(call)
        if isinstance(found, Refused):
            holder = closest(call.parent, self.rules.functions)
            return holder if holder is not None and self.rules.returned(holder) == call else None
        while isinstance(found, Whole):
            whole = found.node
            found = self._wider(whole)
            if found is None:
                alone = self._holder(whole)
                is_function = alone is not None and alone[1].type in self.rules.functions
                return alone[1] if alone is not None and is_function else None
        return None

    def _gone(self, statement: "Node") -> list[Edit] | Refused:
        if self.rules.is_result(statement):
            return Refused(RESULT)
        return without_statement(self.draft, self.rules, statement)

    def _statement(self, call: "Node") -> Whole | Refused:
        """Return the statement that is nothing but the call, and the condition it is under."""
        node = call
        while node.parent is not None:
            parent = node.parent
            if parent.type in self.words.statements or discards(parent):
                return Whole(parent)
            if self.words.last_is_value and self.rules.in_list(node):
                return Whole(node)
            condition = self._condition(parent, node)
            if condition is not None and has_effect(self.rules, self.words, condition):
                return Refused(BEFORE)
            dressed = parent.type in self.words.around and len(code_children(parent)) == 1
            if condition is None and not dressed and not _voids(parent):
                break
            node = parent
        returned = self.rules.reason(node) == RETURNED
        return Refused(RETURNED if returned else PASSED_ON)

    def _condition(self, parent: "Node", node: "Node") -> "Node | None":
        """Return what decides whether `node` runs: `ready && node`, `node if ready`."""
        if parent.type in self.words.modifiers:
            body = parent.child_by_field_name("body")
            return parent.child_by_field_name("condition") if body == node else None
        junction = self.rules.junction(parent)
        return junction.left if junction is not None and junction.right == node else None

    def _wider(self, statement: "Node") -> Whole | Part | Refused | None:
        """Return what becomes meaningless without a statement, None if nothing does."""
        alone = self._holder(statement)
        if alone is None:
            return None
        body, holder = alone
        if holder.type in self.words.others:
            return self._without_else(holder, statement)
        if holder.type in self.words.conditionals or holder.type in self.words.arms:
            return self._conditional(holder, body)
        if holder.type in self.words.attempts:
            parts = [part for part in code_children(holder) if part != body]
            rescued = all(part.type in self.words.rescues for part in parts)
            return Whole(holder) if rescued else Refused(EMPTIED)
        started = self._started(holder)
        if started is not None:
            return Whole(started)
        return None if holder.type in self.words.allowed_empty else Refused(EMPTIED)

    def _holder(self, statement: "Node") -> "tuple[Node, Node] | None":
        """Return what a statement is all of, and what holds that; None if others stand beside."""
        node, parent = statement, statement.parent
        while parent is not None and parent.type in self.words.bodies:
            beside = [each for each in code_children(parent) if not self.rules.is_docstring(each)]
            if len(beside) > 1:
                return None
            node, parent = parent, parent.parent
        if parent is None:
            return None
        lists = parent.type in self.words.attempts or parent.type in self.words.others
        if lists and self.words.last_is_value:
            beside = [part for part in code_children(parent) if part.type not in self.words.rescues]
            return (node, parent) if len(beside) == 1 else None
        return node, parent

    def _conditional(self, holder: "Node", body: "Node") -> Whole | Part | Refused:
        consequence = holder.child_by_field_name("consequence")
        if consequence is not None and holder.child_by_field_name("alternative") == body:
            return self._without_tail(consequence, body)
        condition = holder.child_by_field_name("condition")
        initial = holder.child_by_field_name("initializer")
        if condition is None or initial is not None or self._has_more_arms(holder):
            return Refused(EMPTIED)
        if has_effect(self.rules, self.words, condition):
            return Refused(EMPTIED)
        if holder.type in self.words.arms:
            folded = self.rules.chain(Chain(holder), self.draft, holds=False)
            edits = replaced(self.draft, self.rules, folded)
            return edits if isinstance(edits, Refused) else Part(edits)
        outer = holder.parent
        if outer is not None and outer.type in self.words.others:
            return self._without_else(outer, holder)
        before = outer.child_by_field_name("consequence") if outer is not None else None
        if outer is not None and before and outer.child_by_field_name("alternative") == holder:
            return self._without_tail(before, holder)
        return Whole(holder)

    def _has_more_arms(self, holder: "Node") -> bool:
        if holder.child_by_field_name("alternative") is not None:
            return True
        after = holder.next_named_sibling if holder.type in self.words.arms else None
        return after is not None and after.type in self.words.arms | self.words.others

    def _without_else(self, other: "Node", statement: "Node") -> Part | Refused:
        """Delete an `else` with nothing left to do: braces are on its lines, or none are."""
        owner = other.parent
        if owner is None or owner.type not in self.words.conditionals | self.words.arms:
            return Refused(EMPTIED)
        consequence = owner.child_by_field_name("consequence")
        if consequence is not None and consequence.type == "statement_block":
            return self._without_tail(consequence, other)
        source, root = self.draft.source, self.draft.tree.root_node
        if not begins_line(source, other.start_byte):
            return Refused(EMPTIED)
        end = max(code_end(other), self.rules.statement_end(statement))
        end = line_end(source, comment_behind(root, source, end))
        return Part([without_lines(source, comments_above(root, source, other.start_byte), end)])

    def _without_tail(self, consequence: "Node", last: "Node") -> Part:
        root, source = self.draft.tree.root_node, self.draft.source
        start = comment_behind(root, source, code_end(consequence))
        return Part([Edit(start, code_end(last))])

    def _started(self, function: "Node") -> "Node | None":
        """Return the statement that only runs a function without a name: `go func() {…}()`."""
        outer = function.parent
        if function.type not in self.words.functions or outer is None:
            return None
        call, given = outer, outer.child_by_field_name("arguments")
        if outer.type == "arguments" and outer.parent is not None:
            call, given = outer.parent, outer
            callee = call.child_by_field_name("function")
            first = function == given.named_children[0]
            if callee is None or callee.text not in _EFFECT_HOOKS or not first:
                return None
        elif self.draft.language != "go":
            return None
        statement = call.parent
        if statement is None or statement.type not in self.words.statements or given is None:
            return None
        return None if has_effect(self.rules, self.words, given) else statement


def discards(statement: "Node") -> bool:
    """Tell whether a statement says that it needs no result: `_ = f()`."""
    left = statement.child_by_field_name("left")
    if statement.type != "assignment_statement" or left is None:
        return False
    return all(each.text == b"_" for each in left.named_children)


def _voids(expression: "Node") -> bool:
    operator = expression.child_by_field_name("operator")
    return (
        expression.type == "unary_expression" and operator is not None and operator.text == b"void"
    )
