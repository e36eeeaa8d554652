"""An expression takes the place of the one around it: parentheses, lines, indentation."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.lines import (
    comment_behind,
    indentation,
    line_end,
    line_start,
    moved_line,
)
from codebase.removal.nodes import code_children, is_comment
from codebase.removal.reasons import RESULT
from codebase.removal.shapes import Refused, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_BRACKETS = (b")", b"]", b"}")
_CLOSERS = (*_BRACKETS, b"</", b"/>", b">")


def unwrapped(rules: "Rules", node: "Node") -> "Node":
    """Return the expression inside all its parentheses."""
    while rules.is_grouping(node):
        inside = code_children(node)
        if len(inside) != 1:
            return node
        node = inside[0]
    return node


def shelled(rules: "Rules", node: "Node") -> "Node":
    """Return the outermost of the grouping parentheses around an expression, or itself."""
    while node.parent is not None and rules.is_grouping(node.parent):
        node = node.parent
    return node


def keep(draft: Draft, rules: "Rules", whole: "Node", kept: "Node") -> list[Edit] | Refused:
    """Put `kept`, a part of `whole`, in the place of `whole`, with no parentheses too many."""
    inner, place = unwrapped(rules, kept), shelled(rules, whole)
    braces = rules.braces_around(place, inner)
    if braces is not None:
        return _replacing(draft, rules, braces, inner)
    needed = rules.needs_parentheses(inner, place, _text(draft, inner))
    plain = rules.is_plain(inner, place)
    could_go = not needed and (plain or not rules.has_operator_outside(place))
    closed = plain and _ends_in_bracket(draft.source, inner)
    if could_go and _fits_without(place, whole, kept, inner, closed=closed):
        return _replacing(draft, rules, place, inner)
    if place != whole:
        return _replacing(draft, rules, whole, inner)
    if needed and inner == kept:
        return Refused(RESULT)
    return _replacing(draft, rules, whole, kept)


def _ends_in_bracket(source: bytes, inner: "Node") -> bool:
    """Tell whether the last line of several begins with the bracket that closes them."""
    last = line_start(source, inner.end_byte)
    return last > inner.start_byte and source[last : inner.end_byte].lstrip().startswith(_BRACKETS)


def _fits_without(
    place: "Node", whole: "Node", kept: "Node", inner: "Node", *, closed: bool
) -> bool:
    """Tell whether nothing but a pair of parentheses is lost: no line end, no comment."""
    if closed or inner.start_point.row == inner.end_point.row:
        return not _comments_between(place, whole) and not _comments_between(kept, inner)
    return place == whole and kept.start_point.row == inner.start_point.row


def _comments_between(outer: "Node", inner: "Node") -> bool:
    while inner != outer:
        parent = inner.parent
        if parent is None or any(is_comment(child) for child in parent.children):
            return True
        inner = parent
    return False


def _text(draft: Draft, node: "Node") -> bytes:
    return draft.source[node.start_byte : node.end_byte]


def keep_all(draft: Draft, rules: "Rules", whole: "Node", kept: "tuple[Node, ...]") -> list[Edit]:
    """Put neighbours, parts of `whole`, in the place of `whole`, with what is between them."""
    place = Span(whole.start_byte, whole.end_byte)
    return _moved_into(draft, rules, place, Span(kept[0].start_byte, kept[-1].end_byte))


def _replacing(draft: Draft, rules: "Rules", whole: "Node", kept: "Node") -> list[Edit]:
    place, span = Span(whole.start_byte, whole.end_byte), Span(kept.start_byte, kept.end_byte)
    if not rules.is_grouping(whole):
        place, span = _with_comments_behind(draft, place, span)
    return _moved_into(draft, rules, place, span)


def _moved_into(draft: Draft, rules: "Rules", whole: Span, span: Span) -> list[Edit]:
    target = indentation(draft.source, whole.start)
    return moved(draft, rules, whole, span, _expression_base(draft.source, span), target)


def _with_comments_behind(draft: Draft, whole: Span, kept: Span) -> tuple[Span, Span]:
    """Where a line ends behind what stays and behind what goes, comments belong to their lines."""
    source, root = draft.source, draft.tree.root_node
    own, last = (comment_behind(root, source, end) for end in (kept.end, whole.end))
    lines = line_end(source, own), line_end(source, last)
    if lines[0] > whole.end or source[own : lines[0]].strip() or source[last : lines[1]].strip():
        return whole, kept
    return Span(whole.start, last), Span(kept.start, own)


def _expression_base(source: bytes, span: Span) -> bytes:
    """An expression stands where its closing bracket stands, else where its line begins."""
    last = line_start(source, span.end)
    if last > span.start and source[last : span.end].lstrip().startswith(_CLOSERS):
        return indentation(source, last)
    return indentation(source, span.start)


def moved(
    draft: Draft, rules: "Rules", whole: Span, kept: Span, base: bytes, target: bytes
) -> list[Edit]:
    """Return the edits that leave `kept` of `whole`, its lines moved to another indentation.

    Everything is said as deletions, so that every byte that stays can be traced to its origin.
    """
    edits = [Edit(whole.start, kept.start), Edit(kept.end, whole.end)]
    line = line_end(draft.source, kept.start)
    while line < kept.end:
        if not _inside_text(draft.node_at(line, line), rules, line):
            edits += moved_line(draft.source, line, base, target)
        line = line_end(draft.source, line)
    return [edit for edit in edits if edit.start < edit.end]


def _inside_text(node: "Node | None", rules: "Rules", offset: int) -> bool:
    while node is not None and node.start_byte <= offset <= node.end_byte:
        if node.type in rules.texts and node.start_byte < offset < node.end_byte:
            return True
        node = node.parent
    return False
