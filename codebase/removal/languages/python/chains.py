"""What becomes of `if … elif … else`."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Kept
from codebase.removal.lines import comments_of_arm, indentation, line_end, line_start, without_lines
from codebase.removal.nodes import code_children, end_of, field, is_comment
from codebase.removal.shapes import Chain, Span

if TYPE_CHECKING:
    from tree_sitter import Node


def fold(chain: Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit]:
    """Fold one condition of a chain: that of the statement itself or of an `elif`."""
    condition = chain.node
    if condition.type == "elif_clause":
        return _later_arm(draft, condition, holds=holds)
    return _first_arm(draft, condition, holds=holds)


def content(body: "Node") -> Span:
    """Return the span of a block with the comments before and after its statements."""
    inside = body.named_children
    if not inside or all(n.type == "pass_statement" or is_comment(n) for n in inside):
        return Span(0, 0)
    end, after = end_of(inside[-1]), body.next_sibling
    while after is not None and is_comment(after):
        if after.start_point.column < inside[0].start_point.column:
            break
        end, after = end_of(after), after.next_sibling
    first, before = inside[0], body.prev_sibling
    while before is not None and is_comment(before) and _is_own_line(before):
        first, before = before, before.prev_sibling
    return Span(first.start_byte, end)


def emptied_else(statement: "Node") -> "Node | None":
    """Return the `else` of which a statement is all there is, comments included."""
    body = statement.parent
    clause = body.parent if body is not None and body.type == "block" else None
    if body is None or clause is None or clause.type != "else_clause":
        return None
    alone = len(code_children(body)) == 1 and content(body).end <= end_of(statement)
    return clause if alone else None


def _is_own_line(comment: "Node") -> bool:
    before = comment.prev_sibling
    return before is not None and before.end_point.row < comment.start_point.row


def last_statement(body: "Node") -> "Node | None":
    """Return the last statement of a block."""
    inside = code_children(body)
    return inside[-1] if inside else None


def _arms(statement: "Node") -> "list[Node]":
    return [node for node in statement.children if node.type in ("elif_clause", "else_clause")]


def _comments_over(statement: "Node", arm: "Node") -> "list[Node]":
    """Return the comment lines directly above `elif` or `else`: they belong to that arm."""
    found: list[Node] = []
    before = arm.prev_sibling
    while before is not None and is_comment(before):
        if before.start_point.column != statement.start_point.column:
            break
        found.insert(0, before)
        before = before.prev_sibling
    return found


def _kept(statement: "Node", body: "Node", leading: bytes = b"") -> Kept:
    return Kept(statement, content(body), last_statement(body), body, leading)


def _first_arm(draft: Draft, statement: "Node", *, holds: bool) -> Kept | list[Edit]:
    arms, body = _arms(statement), field(statement, "consequence")
    assert body is not None
    if holds:
        return _kept(statement, body)
    if not arms:
        return Kept(statement, Span(0, 0), None)
    leading = comments_of_arm(draft.tree.root_node, draft.source, arms[0], statement)
    if arms[0].type == "else_clause":
        other = field(arms[0], "body")
        assert other is not None
        return _kept(statement, other, leading)
    indent = indentation(draft.source, statement.start_byte) if leading else b""
    after_el = arms[0].start_byte + len(b"el")
    return [Edit(statement.start_byte, after_el, leading + indent)]


def _later_arm(draft: Draft, arm: "Node", *, holds: bool) -> list[Edit]:
    statement = arm.parent
    assert statement is not None
    arms = _arms(statement)
    following = arms[arms.index(arm) + 1 :]
    if not holds:
        return [_without_arms(draft, statement, [arm])]
    condition = field(arm, "condition")
    assert condition is not None
    edits = [Edit(arm.start_byte, condition.end_byte, b"else")]
    return edits + ([_without_arms(draft, statement, following)] if following else [])


def _without_arms(draft: Draft, statement: "Node", arms: "list[Node]") -> Edit:
    first = (_comments_over(statement, arms[0]) or arms)[0]
    body = field(arms[-1], "consequence") or field(arms[-1], "body")
    assert body is not None
    end = max(content(body).end, end_of(arms[-1]))
    source = draft.source
    return without_lines(source, line_start(source, first.start_byte), line_end(source, end))
