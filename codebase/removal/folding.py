"""Replace every check by a placeholder and fold the code around it until none is left.

A placeholder is a name that occurs nowhere in the file, never `true` or `false`: what people wrote
as a literal is never folded. One rule is applied at a time, and each gives edits of bytes, so a
value that is passed on, returned or stored simply leaves its placeholder behind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.removal import rendering, shapes, statements
from codebase.removal.draft import Batch, Draft, Edit
from codebase.removal.expressions import keep, keep_all, shelled, unwrapped
from codebase.removal.reasons import EFFECT, JOINED, RESULT, TWICE
from codebase.removal.variables import uses

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

Value = bool | str

Step = list[Edit] | shapes.Refused | None
"""Edits that fold one placeholder, why it must not be folded, or None where no rule applies."""


@dataclass(frozen=True)
class Placeholder:
    """A settled value in the code."""

    site: int
    """Which of the file's checks it comes from."""
    value: Value
    literal: bytes = b""
    """How people wrote it, if it was a literal in a branch: then it may be written back."""
    second: Value | None = None
    """What the second name gets where two are bound: nothing, where that is an error."""
    is_nothing: bool = False
    """No value at all: the error that never comes."""


_FIT_FOR_NOTHING = (shapes.Same, shapes.Comparison, shapes.Discarded, shapes.Refused)
"""What may be done with an error that never comes: asking whether it came."""


class Fold:
    """One file's way from checks to placeholders to nothing."""

    def __init__(self, draft: Draft, rules: "Rules") -> None:
        self._draft = draft
        self._rules = rules
        self._prefix = _unused_prefix(draft.source)
        self._pattern = re.compile(self._prefix + rb"\d+_")
        self._placeholders: dict[bytes, Placeholder] = {}
        self._refused: dict[int, str] = {}
        self.refusals: dict[int, str] = {}
        """Why a check stays, by the number of its site."""

    def settle(self, calls: "list[Node]", values: list[Value]) -> None:
        """Put a placeholder in the place of every check."""
        self._draft.apply(
            self._settled(call, Placeholder(site, value))
            for site, (call, value) in enumerate(zip(calls, values, strict=True))
        )

    def run(self) -> None:
        """Fold until no rule applies any more, then note why what is left is left."""
        while self._fold_some() or self._write_back_one():
            pass
        for node, placeholder in self.remaining():
            reason = self._refused.get(placeholder.site) or self._rules.reason(node)
            self.refusals.setdefault(placeholder.site, reason)

    def remaining(self) -> "Iterator[tuple[Node, Placeholder]]":
        """Yield the placeholders that are still in the file, in the order of the file."""
        for found in self._pattern.finditer(self._draft.source):
            yield self._draft.node_at(*found.span()), self._placeholders[found.group()]

    def answered(self, result: "Node", others: "list[Node]") -> Value | None:
        """Return the value that a result is settled to; None if it is not, or comes with an error.

        Where branches fell, a literal of the one that is left may be all there is.

        A result beside it has to be nothing at all.
        """
        if not all(self._is_nothing(each) for each in others):
            return None
        found = self._placeholders.get(result.text or b"")
        if found is not None:
            return None if found.is_nothing else found.value
        literal = self._rules.literal(result)
        return literal.value if literal is not None else None

    def _is_nothing(self, node: "Node") -> bool:
        literal, found = self._rules.literal(node), self._placeholders.get(node.text or b"")
        return (literal is not None and literal.value is None) or bool(found and found.is_nothing)

    def _fold_some(self) -> bool:
        """Apply one step in every function that has one: they are independent of each other."""
        batch, functions = Batch(), set[shapes.Span]()
        for node, placeholder in self.remaining():
            function = self._outermost_function(node)
            if function in functions:
                continue
            step = self._step(node, placeholder)
            if isinstance(step, shapes.Refused):
                self._refused[placeholder.site] = step.reason
            elif step and self._rules.joins(self._draft, step):
                self._refused[placeholder.site] = JOINED
            elif step and batch.take(step):
                functions.add(function)
        if functions:
            self._draft.apply(batch.edits)
        return bool(functions)

    def _outermost_function(self, node: "Node") -> shapes.Span:
        """Return the range of the outermost function around a node, or of the whole file."""
        found = self._draft.tree.root_node
        outer = node.parent
        while outer is not None:
            if outer.type in self._rules.functions:
                found = outer
            outer = outer.parent
        return shapes.Span(found.start_byte, found.end_byte)

    def _write_back_one(self) -> bool:
        for node, placeholder in self.remaining():
            if placeholder.literal:
                self._draft.apply([Edit(node.start_byte, node.end_byte, placeholder.literal)])
                return True
        return False

    def _settled(self, node: "Node", placeholder: Placeholder) -> Edit:
        name = self._prefix + str(len(self._placeholders)).encode() + b"_"
        self._placeholders[name] = placeholder
        return Edit(node.start_byte, node.end_byte, name)

    def _becomes(self, node: "Node", old: Placeholder, value: Value) -> list[Edit]:
        return [self._settled(node, Placeholder(old.site, value))]

    def _step(self, node: "Node", old: Placeholder) -> Step:
        shape = self._rules.shape(node)
        if old.is_nothing and not isinstance(shape, _FIT_FOR_NOTHING):
            return None
        match shape:
            case None:
                return None
            case shapes.Refused() as refused:
                return refused
            case shapes.Same(whole):
                return [self._settled(whole, old)]
            case shapes.Truth(whole):
                return self._becomes(whole, old, bool(old.value))
            case shapes.Negation(whole):
                return self._becomes(whole, old, not old.value)
            case shapes.Junction() as junction:
                return self._junction(junction, node, old)
            case shapes.Comparison() as comparison:
                return self._comparison(comparison, old)
            case shapes.Choice() as choice:
                kept = choice.yes if old.value else choice.no
                return self._keep(choice.node, kept, old) if kept else shapes.Refused(RESULT)
            case shapes.Absent(whole):
                return self._becomes(whole, old, value=False)
            case shapes.Lookup() as lookup:
                return self._lookup(lookup, old)
            case shapes.Gate() as gate:
                return self._gate(gate, old)
            case shapes.Binding() as binding:
                return self._binding(binding, old)
            case shapes.Settlement() as settlement:
                return self._settlement(settlement, old)
            case shapes.Assertion() as assertion:
                return self._assertion(assertion, old)
            case shapes.Child(whole):
                return self._without_child(whole, value=old.value)
            case shapes.Filter(whole):
                return statements.without_filter(whole) if old.value else None
            case shapes.Listed(whole):
                return [statements.without_listed(whole)]
            case shapes.Discarded(whole):
                return statements.without_statement(self._draft, self._rules, whole)
            case shapes.Loop(whole, until):
                runs = bool(old.value) is not until
                return shapes.Refused(RESULT) if runs else self._gone(whole)
            case shapes.Chain() as chain:
                folded = self._rules.chain(chain, self._draft, holds=bool(old.value))
                return statements.replaced(self._draft, self._rules, folded)
            case shapes.Selection() as selection:
                return statements.selected(self._draft, self._rules, selection, old.value)

    def _without_child(self, child: "Node", *, value: Value) -> Step:
        texts = self._rules.rendered_texts
        return rendering.without_child(self._draft, texts, child, value=value)

    def _gone(self, statement: "Node") -> list[Edit]:
        return statements.without_statement(self._draft, self._rules, statement)

    def _junction(self, junction: shapes.Junction, node: "Node", old: Placeholder) -> Step:
        stops = bool(old.value) == junction.stops_at
        if junction.left == node:
            if stops:
                return [self._settled(junction.node, old)]
            return self._keep(junction.node, junction.right, old)
        exact = isinstance(old.value, bool) and self._rules.is_boolean(junction.left)
        condition = self._rules.is_condition(junction.node)
        if not stops:
            fits = exact or condition or _feeds_the_same(self._rules, junction)
            return self._keep(junction.node, junction.left, old) if fits else shapes.Refused(RESULT)
        if not (exact or condition):
            return shapes.Refused(RESULT)
        if statements.has_effect(self._rules, junction.left):
            return shapes.Refused(EFFECT)
        return self._becomes(junction.node, old, bool(old.value))

    def _comparison(self, comparison: shapes.Comparison, old: Placeholder) -> Step:
        if comparison.kind == "member":
            others = self._rules.members(comparison.other)
        else:
            literal = self._rules.literal(comparison.other)
            others = None if literal is None else (literal,)
        if others is None:
            return None
        strict = comparison.kind == "strict"
        answers = [
            other.value is None
            if old.is_nothing
            else self._rules.equals(old.value, other.value, strict=strict)
            for other in others
        ]
        if None in answers:
            return shapes.Refused(RESULT)
        return self._becomes(comparison.node, old, any(answers) != comparison.negated)

    def _lookup(self, lookup: shapes.Lookup, old: Placeholder) -> Step:
        taken: list[Node] = []
        for entry in lookup.entries:
            if entry.key is None:
                return None
            same = self._rules.equals(old.value, entry.key.value, strict=False)
            if same is None:
                return shapes.Refused(RESULT)
            taken += [entry.value] if same else []
        chosen = taken[0] if taken else lookup.otherwise
        if chosen is None or len(taken) > 1:
            return shapes.Refused(RESULT)
        written = [entry.value for entry in lookup.entries]
        written += [lookup.otherwise] if lookup.otherwise and not lookup.waits else []
        if any(statements.has_effect(self._rules, each) for each in written if each != chosen):
            # Every entry is evaluated today, the one that is taken and the others.
            return shapes.Refused(EFFECT)
        return self._keep(lookup.node, chosen, old)

    def _gate(self, gate: shapes.Gate, old: Placeholder) -> Step:
        if gate.match is None:
            # Which values open it then is not the same in every version of the SDK.
            answer = True if old.value else None
        else:
            answer = self._rules.equals(old.value, gate.match.value, strict=True)
        if answer is None:
            return shapes.Refused(RESULT)
        branch = gate.yes if answer else gate.no
        if isinstance(branch, shapes.Refused):
            return branch
        if not branch.nodes:
            return self._without_child(gate.node, value=False)
        if len(branch.nodes) == 1:
            return keep(self._draft, self._rules, gate.node, branch.nodes[0])
        return keep_all(self._draft, self._rules, gate.node, branch.nodes)

    def _keep(self, whole: "Node", kept: "Node", old: Placeholder) -> Step:
        inner = unwrapped(self._rules, kept)
        literal = self._rules.literal(inner)
        rendered = self._rules.is_rendered(shelled(self._rules, whole))
        if rendered and literal is not None and not isinstance(literal.value, str):
            # What people wrote as true or false is never folded; but it shows nothing if rendered.
            text = self._draft.source[inner.start_byte : inner.end_byte]
            return [self._settled(whole, Placeholder(old.site, bool(literal.value), text))]
        return keep(self._draft, self._rules, whole, kept)

    def _binding(self, binding: shapes.Binding, old: Placeholder) -> Step:
        if binding.name.text in self._placeholders:
            # A second variable of the name stood here.
            return shapes.Refused(TWICE)
        found = uses(self._rules, binding)
        if isinstance(found, shapes.Refused):
            return found
        plain = Placeholder(old.site, old.value)
        gone = statements.without_declaration(self._draft, self._rules, binding.node)
        return gone + [self._settled(use, plain) for use in found]

    def _settlement(self, settlement: shapes.Settlement, old: Placeholder) -> list[Edit]:
        value = Placeholder(old.site, old.value)
        second = Placeholder(old.site, bool(old.second), is_nothing=old.second is None)
        if settlement.until is not None:
            gone = [Edit(settlement.node.start_byte, settlement.until)]
        else:
            gone = self._gone(settlement.node)
        uses = [self._settled(use, value) for use in settlement.values]
        return gone + uses + [self._settled(use, second) for use in settlement.seconds]

    def _assertion(self, assertion: shapes.Assertion, old: Placeholder) -> Step:
        fits = isinstance(old.value, assertion.kind)
        if not fits and not assertion.is_asked:
            return shapes.Refused(RESULT)
        value = old.value if fits else assertion.kind()
        second = fits if assertion.is_asked else None
        return [self._settled(assertion.node, Placeholder(old.site, value, second=second))]


def _feeds_the_same(rules: "Rules", junction: shapes.Junction) -> bool:
    """Tell whether `(a && ON) && b` or `(a || OFF) || b`: then `a` alone gives the same."""
    node = shelled(rules, junction.node)
    if node.parent is None:
        return False
    outer = rules.junction(node.parent)
    return outer is not None and outer.left == node and outer.stops_at == junction.stops_at


def _unused_prefix(source: bytes) -> bytes:
    number = 0
    while (prefix := f"settled{number}x".encode()) in source:
        number += 1
    return prefix
