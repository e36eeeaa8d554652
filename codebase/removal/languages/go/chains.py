"""What becomes of `if … else if … else`, and of `switch { case a: … default: … }`."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Kept
from codebase.removal.languages.go.reading import has_effect, statements
from codebase.removal.languages.go.switch import arm_end, arms, falls, read
from codebase.removal.lines import comment_behind, comments_above, line_end, without_lines
from codebase.removal.nodes import code_end, is_comment, required
from codebase.removal.reasons import EFFECT, RESULT
from codebase.removal.shapes import Chain, Refused, Span

if TYPE_CHECKING:
    from tree_sitter import Node

Folded = Kept | list[Edit] | Refused


def fold(chain: Chain, draft: Draft, *, holds: bool) -> Folded:
    """Fold one `if`, or one condition among the arms of a `switch` without a value."""
    node = chain.node
    if node.type == "if_statement":
        return _if(node, draft, holds=holds)
    if node.type != "expression_case":
        return Refused(RESULT) if holds else [_without_alternative(node)]
    return _first_arm(node) if holds else _without_arm(node, draft)


def _if(statement: "Node", draft: Draft, *, holds: bool) -> Folded:
    yes, no = required(statement, "consequence"), statement.child_by_field_name("alternative")
    before = statement.child_by_field_name("initializer")
    if before is not None:
        # What it declares is known in every branch, and it runs whatever the condition says.
        if holds or no is not None:
            return Refused(RESULT)
        if has_effect(required(before, "right")) or before.type != "short_var_declaration":
            return Refused(EFFECT)
    outer = statement.parent
    if outer is not None and outer.type == "if_statement":
        return _inner(draft, outer, statement, yes, no, holds=holds)
    if holds:
        return _kept(statement, yes)
    return Kept(statement, Span(0, 0), None) if no is None else _kept(statement, no)


def _kept(statement: "Node", body: "Node") -> Kept | Refused:
    if body.type != "block":
        return Kept(statement, Span(body.start_byte, code_end(body)), body, body)
    inside = statements(body)
    if any(each.type == "labeled_statement" for each in inside):
        # A label stands to the left of what it labels: no indentation fits both.
        return Refused(RESULT)
    return Kept(statement, _content(body), inside[-1] if inside else None, body)


def _content(block: "Node") -> Span:
    """Return what stands between the braces; a comment behind `{` belongs to what opens it."""
    opening = block.children[0]
    inside = block.named_children
    multiline = block.end_point.row > block.start_point.row
    while multiline and inside and is_comment(inside[0]):
        if inside[0].start_point.row > opening.end_point.row:
            break
        inside.pop(0)
    if not inside:
        return Span(0, 0)
    last = inside[-1]
    if last.type == "statement_list":
        last = last.named_children[-1]
    return Span(inside[0].start_byte, last.end_byte if is_comment(last) else code_end(last))


def _inner(
    draft: Draft,
    outer: "Node",
    statement: "Node",
    yes: "Node",
    no: "Node | None",
    *,
    holds: bool,
) -> list[Edit]:
    """Fold an `else if`: a dead arm closes the chain up, a true one becomes its `else`."""
    if holds:
        edits = [Edit(statement.start_byte, yes.start_byte)]
        return edits + ([Edit(code_end(yes), code_end(no))] if no is not None else [])
    if no is not None:
        return [Edit(statement.start_byte, no.start_byte)]
    before = code_end(required(outer, "consequence"))
    before = comment_behind(draft.tree.root_node, draft.source, before)
    return [Edit(before, code_end(statement))]


def _without_alternative(value: "Node") -> Edit:
    """Take one of several conditions out of an arm, with the comma that belongs to it."""
    before, after = value.prev_sibling, value.next_sibling
    if after is not None and after.next_sibling is not None:
        return Edit(value.start_byte, after.next_sibling.start_byte)
    return Edit(before.start_byte if before is not None else value.start_byte, value.end_byte)


def _first_arm(arm: "Node") -> Folded:
    """A true arm takes the place of the `switch` if no condition is asked before it."""
    statement = arm.parent
    assert statement is not None
    first = next(each for each in arms(statement) if each.type == "expression_case")
    alone = statement.child_by_field_name("initializer") is None and _is_listed(statement)
    return _content_of(statement, arm) if alone and first == arm else Refused(RESULT)


def _is_listed(statement: "Node") -> bool:
    return statement.parent is not None and statement.parent.type == "statement_list"


def _content_of(statement: "Node", arm: "Node") -> Folded:
    case = read(arm)
    if case.falls_through or case.refused:
        return Refused(RESULT)
    return Kept(statement, case.span, case.last)


def _without_arm(arm: "Node", draft: Draft) -> Folded:
    statement = arm.parent
    assert statement is not None
    every = arms(statement)
    place = every.index(arm)
    if place and falls(every[place - 1]):
        return Refused(RESULT)
    others = [each for each in every if each != arm]
    if any(each.type == "expression_case" for each in others):
        above = comments_above(draft.tree.root_node, draft.source, arm.start_byte)
        below = line_end(draft.source, arm_end(arm))
        return [without_lines(draft.source, above, below)]
    if statement.child_by_field_name("initializer") is not None or not _is_listed(statement):
        return Refused(RESULT)
    return _content_of(statement, others[0]) if others else Kept(statement, Span(0, 0), None)
