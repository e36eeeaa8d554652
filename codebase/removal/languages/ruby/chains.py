"""What becomes of `if … elsif … else`, `unless … else` and of modifiers."""

from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Kept
from codebase.removal.languages.ruby.values import in_list, may_go, statements
from codebase.removal.lines import (
    begins_line,
    comments_above,
    comments_of_arm,
    indentation,
    line_start,
    without_lines,
)
from codebase.removal.nodes import end_of, field, is_comment
from codebase.removal.reasons import RESULT
from codebase.removal.shapes import Chain, Refused, Span

if TYPE_CHECKING:
    from tree_sitter import Node

MODIFIERS = frozenset({"if_modifier", "unless_modifier"})
_ARMS = frozenset({"elsif", "else", "when", "in_clause"})
_NOTHING = Span(0, 0)


def fold(chain: Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit] | Refused:
    """Fold one condition of `if … elsif … else`, `unless … else`, or a modifier.

    Where the value of it all is used, one expression has to be left to give it.
    """
    folded = _folded(chain.node, draft, holds=holds)
    if not isinstance(folded, Kept):
        return folded
    if not in_list(folded.statement):
        only = only_expression(folded.body)
        return Refused(RESULT) if only is None else replace(folded, only=only)
    if folded.last is None and not may_go(folded.statement):
        return Refused(RESULT)
    return folded


def _folded(node: "Node", draft: Draft, *, holds: bool) -> Kept | list[Edit]:
    if node.type in ("unless", "unless_modifier"):
        holds = not holds
    if node.type in MODIFIERS:
        body = field(node, "body")
        if not holds or body is None:
            return Kept(node, _NOTHING, None)
        return Kept(node, Span(body.start_byte, body.end_byte), body, body)
    if node.type == "when":
        return _arm_of_case(draft, node, holds=holds)
    if node.type == "elsif":
        return _later_arm(draft, node, holds=holds)
    return _first_arm(draft, node, holds=holds)


def emptied_else(statement: "Node") -> "Node | None":
    """Return the `else` of which a statement is all there is."""
    clause = statement.parent
    if clause is None or clause.type != "else" or len(statements(clause)) != 1:
        return None
    whole = clause.parent
    return clause if whole is not None and whole.type in ("if", "unless", "elsif") else None


def content(arm: "Node") -> Span:
    """Return what stands in an arm, with the comments before and after its statements.

    A comment behind the condition belongs to what goes, one above the next arm to that arm.
    """
    opening, inside = _opening_row(arm), _parts(arm)
    kept = [each for each in inside if not (is_comment(each) and each.start_point.row == opening)]
    following = field(arm, "alternative") if arm.type != "else" else None
    following = following or arm.next_sibling
    while kept and following is not None and _is_directly_above(kept[-1], following):
        following = kept.pop()
    return Span(kept[0].start_byte, end_of(kept[-1])) if kept else _NOTHING


def _parts(arm: "Node") -> "list[Node]":
    """Return statements and comments of an arm; the first comments stand before its body."""
    body = _body_of(arm)
    inside = [] if body is None else body.named_children
    if body != arm:
        last = arm.end_byte if body is None else body.start_byte
        comments = [each for each in arm.named_children if is_comment(each)]
        inside = [*(each for each in comments if each.end_byte <= last), *inside]
    return [each for each in inside if each.type != "empty_statement"]


def _is_directly_above(comment: "Node", following: "Node") -> bool:
    if not is_comment(comment) or not (is_comment(following) or following.type in _ARMS):
        return False
    same = comment.start_point.column == following.start_point.column
    return same and comment.end_point.row + 1 == following.start_point.row


def _body_of(arm: "Node") -> "Node | None":
    """Return the list of an arm's statements, None if it is empty."""
    if arm.type in ("else", "then"):
        return arm
    return field(arm, "consequence") or field(arm, "body")


def _opening_row(arm: "Node") -> int:
    """Return the line on which the condition of an arm ends."""
    last = arm.children[0]
    for each in arm.named_children:
        if each.type in ("then", "comment") or arm.type == "else":
            break
        last = each
    return last.end_point.row


def last_statement(arm: "Node") -> "Node | None":
    """Return the last statement of an arm."""
    body = _body_of(arm)
    inside = statements(body) if body is not None else []
    return inside[-1] if inside else None


def only_expression(arm: "Node | None") -> "Node | None":
    """Return the one expression that is all of an arm; None for more, comments included."""
    if arm is None:
        return None
    opening = _opening_row(arm)
    inside = [
        each for each in _parts(arm) if not is_comment(each) or each.start_point.row != opening
    ]
    return inside[0] if len(inside) == 1 and not is_comment(inside[0]) else None


def _kept(statement: "Node", arm: "Node", leading: bytes = b"") -> Kept:
    return Kept(statement, content(arm), last_statement(arm), arm, leading)


def _first_arm(draft: Draft, statement: "Node", *, holds: bool) -> Kept | list[Edit]:
    other = field(statement, "alternative")
    if holds:
        return _kept(statement, statement)
    if other is None:
        return Kept(statement, _NOTHING, None)
    leading = comments_of_arm(draft.tree.root_node, draft.source, other, statement)
    if other.type == "else":
        return _kept(statement, other, leading)
    condition, following = field(statement, "condition"), field(other, "condition")
    assert condition is not None
    assert following is not None
    edits = [Edit(condition.start_byte, following.start_byte)]
    if leading:
        start = statement.start_byte
        edits.append(Edit(start, start, leading + indentation(draft.source, start)))
    return edits


def _arm_of_case(draft: Draft, arm: "Node", *, holds: bool) -> Kept | list[Edit]:
    """Fold one `when` of a `case` that compares with nothing."""
    whole = arm.parent
    assert whole is not None
    arms = [each for each in whole.named_children if each.type in ("when", "else")]
    index = arms.index(arm)
    before, after = arms[:index], arms[index + 1 :]
    if holds and not before:
        return _kept(whole, arm)
    if holds:
        edits = [Edit(arm.start_byte, _end_of_condition(arm), b"else")]
        return [*edits, _without(draft, after[0], after[-1].end_byte)] if after else edits
    if before or any(each.type == "when" for each in after):
        return [_without(draft, arm, after[0].start_byte if after else arm.end_byte)]
    if not after:
        return Kept(whole, _NOTHING, None)
    leading = comments_of_arm(draft.tree.root_node, draft.source, after[0], whole)
    return _kept(whole, after[0], leading)


def _end_of_condition(arm: "Node") -> int:
    """Return where the condition of an arm ends, with the `then` behind it."""
    body = _body_of(arm)
    word = body.children[0] if body is not None and body.child_count else None
    if word is not None and word.type == "then":
        return word.end_byte
    conditions = [each for each in arm.named_children if each.type in ("pattern", "if_guard")]
    condition = field(arm, "condition") or (conditions[-1] if conditions else arm.children[0])
    return condition.end_byte


def _later_arm(draft: Draft, arm: "Node", *, holds: bool) -> list[Edit]:
    other = field(arm, "alternative")
    if not holds:
        return [_without(draft, arm, other.start_byte if other is not None else arm.end_byte)]
    edits = [Edit(arm.start_byte, _end_of_condition(arm), b"else")]
    return edits if other is None else [*edits, _without(draft, other, arm.end_byte)]


def _without(draft: Draft, arm: "Node", end: int) -> Edit:
    """Return the edit that takes out an arm, up to the next one or the end of the chain."""
    source, root = draft.source, draft.tree.root_node
    following = _next_word(source, end)
    if begins_line(source, arm.start_byte) and begins_line(source, following):
        start = comments_above(root, source, arm.start_byte)
        bottom = line_start(source, following)
        if following == end:
            bottom = comments_above(root, source, following)
        return without_lines(source, start, bottom)
    return Edit(arm.start_byte, following)


def _next_word(source: bytes, offset: int) -> int:
    rest = source[offset:]
    return offset + len(rest) - len(rest.lstrip(b" \t\r\n;"))
