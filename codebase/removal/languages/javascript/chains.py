"""What becomes of `if … else if … else`, where an `else if` is an `if` of its own."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Kept
from codebase.removal.lines import comment_behind, comments_of_arm
from codebase.removal.nodes import code_children, code_end, is_comment, required
from codebase.removal.shapes import Chain, Span

if TYPE_CHECKING:
    from tree_sitter import Node


def fold(chain: Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit]:
    """Fold one `if`, which may be the `else if` of another."""
    statement, parent = chain.node, chain.node.parent
    yes = required(statement, "consequence")
    other = statement.child_by_field_name("alternative")
    no = _body_of_else(other) if other is not None else None
    if parent is not None and parent.type == "else_clause":
        return _inner_chain(draft, statement, yes, no, holds=holds)
    if holds:
        return _kept(statement, yes)
    if other is None or no is None:
        return Kept(statement, Span(0, 0), None)
    return _kept(
        statement, no, comments_of_arm(draft.tree.root_node, draft.source, other, statement)
    )


def emptied_else(statement: "Node") -> "Node | None":
    """Return the `else` of which a statement is all there is."""
    clause = statement.parent
    if clause is not None and clause.type == "statement_block":
        clause = clause.parent if len(code_children(clause)) == 1 else None
    return clause if clause is not None and clause.type == "else_clause" else None


def _body_of_else(clause: "Node") -> "Node | None":
    return next((child for child in clause.named_children if not is_comment(child)), None)


def _kept(statement: "Node", body: "Node", leading: bytes = b"") -> Kept:
    if body.type != "statement_block":
        return Kept(statement, Span(body.start_byte, code_end(body)), body, body, leading)
    span = _content(body)
    inside = code_children(body)
    return Kept(statement, span, inside[-1] if inside else None, body, leading)


def _content(block: "Node") -> Span:
    """Return what stands between the braces; a comment behind `{` belongs to what opens it."""
    opening = block.children[0]
    closing = next(child for child in reversed(block.children) if child.type == "}")
    inside = [
        child
        for child in block.named_children
        if opening.end_byte <= child.start_byte < closing.start_byte
    ]
    multiline = closing.start_point.row > opening.start_point.row
    while (
        multiline
        and inside
        and is_comment(inside[0])
        and inside[0].start_point.row == opening.end_point.row
    ):
        inside.pop(0)
    if not inside:
        return Span(0, 0)
    last = inside[-1]
    return Span(inside[0].start_byte, last.end_byte if is_comment(last) else code_end(last))


def _inner_chain(
    draft: Draft, statement: "Node", yes: "Node", no: "Node | None", *, holds: bool
) -> list[Edit]:
    """Fold an `else if`: a dead arm closes the chain up, a true one becomes its `else`."""
    if holds:
        end = code_end(statement)
        return [
            Edit(statement.start_byte, yes.start_byte),
            *([Edit(code_end(yes), end)] if code_end(yes) < end else []),
        ]
    if no is not None:
        return [Edit(statement.start_byte, no.start_byte)]
    clause = statement.parent
    assert clause is not None
    assert clause.parent is not None
    before = code_end(required(clause.parent, "consequence"))
    before = comment_behind(draft.tree.root_node, draft.source, before)
    return [Edit(before, code_end(statement))]
