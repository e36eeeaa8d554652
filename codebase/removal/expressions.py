"""An expression takes the place of the one around it: parentheses, lines, indentation."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.lines import indentation, is_comment, line_end, line_start, shifted
from codebase.removal.reasons import RESULT
from codebase.removal.shapes import Refused

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_CLOSERS = (b")", b"]", b"}", b"</", b"/>", b">")


def unwrapped(rules: "Rules", node: "Node") -> "Node":
    """Return the expression inside all its parentheses."""
    while rules.grouping(node):
        inside = [child for child in node.named_children if not is_comment(child)]
        if len(inside) != 1:
            return node
        node = inside[0]
    return node


def shelled(rules: "Rules", node: "Node") -> "Node":
    """Return the outermost of the grouping parentheses around an expression, or itself."""
    while node.parent is not None and rules.grouping(node.parent):
        node = node.parent
    return node


def keep(draft: Draft, rules: "Rules", whole: "Node", kept: "Node") -> list[Edit] | Refused:
    """Put `kept`, a part of `whole`, in the place of `whole`, with no parentheses too many."""
    inner, place = unwrapped(rules, kept), shelled(rules, whole)
    rendered = rules.rendered(place, inner)
    if rendered is not None:
        return [_replacing(draft, rules, rendered, inner)]
    needed = rules.needs_parentheses(inner, place, _text(draft, inner))
    could_go = not needed and (rules.is_plain(inner) or not rules.has_operator_outside(place))
    if could_go and _fits_without(place, whole, kept, inner):
        return [_replacing(draft, rules, place, inner)]
    if place != whole:
        return [_replacing(draft, rules, whole, inner)]
    if needed and inner == kept:
        return Refused(RESULT)
    return [_replacing(draft, rules, whole, kept)]


def _fits_without(place: "Node", whole: "Node", kept: "Node", inner: "Node") -> bool:
    """Tell whether nothing but a pair of parentheses is lost: no line end, no comment."""
    if inner.start_point.row == inner.end_point.row:
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


def _replacing(draft: Draft, rules: "Rules", whole: "Node", kept: "Node") -> Edit:
    target = indentation(draft.source, whole.start_byte)
    base = _expression_base(draft.source, kept.start_byte, kept.end_byte)
    text = moved(draft, rules, kept.start_byte, kept.end_byte, base, target)
    return Edit(whole.start_byte, whole.end_byte, text)


def _expression_base(source: bytes, start: int, end: int) -> bytes:
    """An expression stands where its closing bracket stands, else where its line begins."""
    last = line_start(source, end)
    if last > start and source[last:end].lstrip().startswith(_CLOSERS):
        return indentation(source, last)
    return indentation(source, start)


def moved(draft: Draft, rules: "Rules", start: int, end: int, base: bytes, target: bytes) -> bytes:
    """Return the bytes of a range with all lines but the first moved to another indentation."""
    fixed: set[int] = set()
    line = line_end(draft.source, start)
    while line < end:
        if _inside_text(draft.node_at(line, line), rules, line):
            fixed.add(line - start)
        line = line_end(draft.source, line)
    return shifted(draft.source[start:end], base, target, fixed)


def _inside_text(node: "Node | None", rules: "Rules", offset: int) -> bool:
    while node is not None and node.start_byte <= offset <= node.end_byte:
        if node.type in rules.texts and node.start_byte < offset < node.end_byte:
            return True
        node = node.parent
    return False
