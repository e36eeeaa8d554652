"""What becomes of whole statements: deleted, replaced by one of their branches, closed up."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.expressions import keep, moved
from codebase.removal.languages.base import Kept
from codebase.removal.lines import (
    begins_line,
    comment_behind,
    comments_above,
    comments_of_arm,
    indentation,
    line_end,
    line_start,
    without_lines,
)
from codebase.removal.nodes import (
    CLAUSES,
    code_end,
    end_of,
    end_of_texts,
    is_comment,
    is_statement,
    walk,
)
from codebase.removal.reasons import RESULT
from codebase.removal.shapes import Refused, Selection, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules


def has_effect(rules: "Rules", node: "Node") -> bool:
    """Tell whether evaluating an expression may do something. Reading never counts."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type in rules.functions:
            continue
        if rules.is_call(node) and not rules.is_conversion(node):
            return True
        stack.extend(node.children)
    return False


def without_statement(draft: Draft, rules: "Rules", statement: "Node") -> list[Edit]:
    """Delete a statement with its comments; where one is needed, write the empty one."""
    end = max(rules.statement_end(statement), end_of_texts(statement))
    emptied = rules.emptied_else(statement)
    if emptied is not None and not _other_comments(draft, statement, emptied):
        return [_without_else(draft, emptied)]
    if not rules.in_list(statement):
        return [Edit(statement.start_byte, end, rules.empty_body)]
    return [_without_span(draft, rules, statement, Span(statement.start_byte, end))]


def _other_comments(draft: Draft, statement: "Node", clause: "Node") -> bool:
    """Tell whether a clause holds comments that do not go with its only statement."""
    root, source = draft.tree.root_node, draft.source
    above = comments_above(root, source, statement.start_byte)
    behind = comment_behind(root, source, code_end(statement))
    return any(
        is_comment(node) and not above <= node.start_byte < behind
        for node in walk(clause)
        if node.end_byte <= statement.start_byte or node.start_byte >= code_end(statement)
    )


def _without_else(draft: Draft, clause: "Node") -> Edit:
    """Delete an `else` in which nothing is left, with the comments directly above it."""
    source, root = draft.source, draft.tree.root_node
    behind = comment_behind(root, source, code_end(clause))
    if (
        begins_line(source, clause.start_byte)
        and not source[behind : line_end(source, behind)].strip()
    ):
        return without_lines(
            source, comments_above(root, source, clause.start_byte), line_end(source, behind)
        )
    before = clause.prev_sibling
    while before is not None and is_comment(before):
        before = before.prev_sibling
    start = code_end(before) if before is not None else clause.start_byte
    return Edit(comment_behind(root, source, start), code_end(clause))


def _without_span(draft: Draft, rules: "Rules", statement: "Node", span: Span) -> Edit:
    """Delete a statement that occupies `span`, its comments and the lines they stood on."""
    source, root = draft.source, draft.tree.root_node
    behind = comment_behind(root, source, _behind_separator(source, statement, span.end))
    above = comments_above(root, source, span.start)
    whole = (
        begins_line(source, span.start) and not source[behind : line_end(source, behind)].strip()
    )
    if rules.only_statement(statement):
        first = above + len(indentation(source, above)) if whole else span.start
        return Edit(first, behind if whole else span.end, rules.empty_body)
    if whole:
        return without_lines(
            source,
            above,
            line_end(source, behind),
            below_docstring=_follows_docstring(rules, statement),
        )
    return _without_part_of_line(source, statement, span)


def _behind_separator(source: bytes, statement: "Node", end: int) -> int:
    """Return the end of a semicolon that only ends the statement, or `end`."""
    after = statement.next_sibling
    own = after is not None and after.type == ";" and after.end_byte <= line_end(source, end)
    return after.end_byte if after is not None and own else end


def _follows_docstring(rules: "Rules", statement: "Node") -> bool:
    before = statement.prev_named_sibling
    while before is not None and is_comment(before):
        before = before.prev_named_sibling
    return before is not None and rules.is_docstring(before)


def _without_part_of_line(source: bytes, statement: "Node", span: Span) -> Edit:
    before = statement.prev_named_sibling
    rest = source[span.end : line_end(source, span.end)]
    if before is not None and before.end_byte > line_start(source, span.start):
        return Edit(before.end_byte, span.end)
    if rest.strip(b" \t;\r\n") and not rest.strip().startswith((b"}", b")")):
        return Edit(span.start, span.end + len(rest) - len(rest.lstrip(b" \t;")))
    start = span.start
    if rest.lstrip(b" \t").startswith(b"}") and source[start - 1 : start] == b" ":
        start -= rest[:1] == b" "
    return Edit(start, span.end)


def without_declaration(draft: Draft, rules: "Rules", node: "Node") -> list[Edit]:
    """Delete a declaration: a whole statement, one of several declarators, a name in a list."""
    if node.type in rules.items:
        return [without_listed(node)]
    if node.type in rules.entries:
        return without_member(draft, node)
    if node.type in rules.class_members:
        after = node.next_sibling
        end = after.end_byte if after is not None and after.type == ";" else node.end_byte
        return [_without_span(draft, rules, node, Span(node.start_byte, end))]
    return without_statement(draft, rules, node)


def without_member(draft: Draft, member: "Node") -> list[Edit]:
    """Delete a member that has a line to itself, with its comma and comments."""
    source, root = draft.source, draft.tree.root_node
    after, before = member.next_sibling, member.prev_sibling
    has_comma = after is not None and after.type == ","
    end = after.end_byte if after is not None and has_comma else member.end_byte
    behind = comment_behind(root, source, end)
    alone = begins_line(source, member.start_byte)
    if not alone or source[behind : line_end(source, behind)].strip():
        return [without_listed(member)]
    above = comments_above(root, source, member.start_byte)
    edits = [without_lines(source, above, line_end(source, behind))]
    while before is not None and is_comment(before):
        before = before.prev_sibling
    if not has_comma and before is not None and before.type == ",":
        # Where the last one has no comma, the one that is last now has none either.
        edits.append(Edit(before.start_byte, before.end_byte))
    return edits


def without_listed(element: "Node") -> Edit:
    """Return the edit that takes one element and one comma out of a list.

    An element that has lines to itself takes them along, with the comment behind it.
    """
    before, after = element.prev_sibling, element.next_sibling
    comma = after if after is not None and after.type == "," else None
    end = _behind(comma or element)
    alone = before is not None and _is_alone(before, element, comma or element)
    if comma is not None:
        if before is not None and alone:
            return Edit(before.end_byte, end)
        following = comma.next_sibling
        if following is not None and following.start_point.row == comma.end_point.row:
            return Edit(element.start_byte, following.start_byte)
        return Edit(element.start_byte, comma.end_byte)
    if before is not None and before.type == ",":
        return Edit(before.start_byte, end if alone else element.end_byte)
    if before is not None and alone and is_comment(before):
        return Edit(end_of(before), end)
    return Edit(element.start_byte, element.end_byte)


def _is_alone(before: "Node", element: "Node", last: "Node") -> bool:
    after = last.next_sibling
    while after is not None and is_comment(after):
        after = after.next_sibling
    first = before.end_point.row < element.start_point.row
    return first and after is not None and after.start_point.row > last.end_point.row


def _behind(node: "Node") -> int:
    """Return the end of the comments that follow a node on its line, or its own end."""
    after, row, end = node.next_sibling, node.end_point.row, node.end_byte
    while after is not None and is_comment(after) and after.start_point.row == row:
        end, row, after = end_of(after), after.end_point.row, after.next_sibling
    return end


def without_filter(clause: "Node") -> list[Edit]:
    """Delete a condition that always holds from a comprehension, with the blank before it."""
    before = clause.prev_sibling
    assert before is not None
    alone = _is_alone(before, clause, clause)
    return [Edit(end_of(before), _behind(clause) if alone else clause.end_byte)]


def replaced(
    draft: Draft, rules: "Rules", folded: Kept | list[Edit] | Refused
) -> list[Edit] | Refused:
    """Put what stays of a statement in its place, and drop what can never be reached then."""
    if not isinstance(folded, Kept):
        return folded
    statement, span = folded.statement, folded.span
    if folded.only is not None:
        return keep(draft, rules, statement, folded.only)
    if not rules.in_list(statement):
        body = folded.body
        if body is None:
            return without_statement(draft, rules, statement)
        whole = Span(statement.start_byte, rules.statement_end(statement))
        return _in_place(draft, rules, whole, Span(body.start_byte, code_end(body)))
    if span.start == span.end:
        return without_statement(draft, rules, statement)
    edits = _unwrapping(draft, rules, folded)
    if folded.last is None or not rules.ends_flow(folded.last):
        return edits
    rest = _unreachable(statement)
    if any(rules.declares(node) for node in rest):
        return Refused(RESULT)
    return edits + _without_rest(draft, max(span.end, *(edit.end for edit in edits)), rest)


def _in_place(draft: Draft, rules: "Rules", whole: Span, kept: Span) -> list[Edit]:
    source = draft.source
    base, target = indentation(source, kept.start), indentation(source, whole.start)
    return moved(draft, rules, whole, kept, base, target)


def _unwrapping(draft: Draft, rules: "Rules", kept: Kept) -> list[Edit]:
    start, span = kept.statement.start_byte, kept.span
    end = max(rules.statement_end(kept.statement), span.end)
    closes = kept.statement.start_point.row < kept.statement.end_point.row and span.end < end
    if closes and span.start > start:
        end = comment_behind(draft.tree.root_node, draft.source, end)
    edits = _in_place(draft, rules, Span(start, end), span)
    if kept.leading:
        leading = kept.leading + indentation(draft.source, start)
        edits = [Edit(start, edit.end, leading) if edit.start == start else edit for edit in edits]
    return edits


def _unreachable(statement: "Node") -> "list[Node]":
    rest: list[Node] = []
    after = statement.next_named_sibling
    while after is not None and after.type not in CLAUSES:
        rest.append(after)
        after = after.next_named_sibling
    listed = statement.parent
    if listed is not None and listed.type == "statement_list":
        # The grammar of Go puts the comments that end a block behind its list.
        after = listed.next_named_sibling
        while after is not None and is_comment(after):
            rest.append(after)
            after = after.next_named_sibling
    row = statement.end_point.row
    while rest and rest[0].start_point.row == row and not is_statement(rest[0]):
        rest.pop(0)
    return rest


def _without_rest(draft: Draft, end: int, rest: "list[Node]") -> list[Edit]:
    if not rest:
        return []
    source, start, last = draft.source, max(rest[0].start_byte, end), end_of(rest[-1])
    if not begins_line(source, start):
        return [Edit(end, last)]
    if source[last : line_end(source, last)].strip():
        return [Edit(start, last)]
    return [without_lines(source, line_start(source, start), line_end(source, last))]


def selected(
    draft: Draft, rules: "Rules", selection: Selection, value: bool | str
) -> list[Edit] | Refused | None:
    """Replace a selection by the case that is taken."""
    if any(case.guarded for case in selection.cases):
        return Refused(RESULT)
    chosen = None
    for index, case in enumerate(selection.cases):
        answers = _matches(rules, case.labels, value, strict=selection.strict)
        if answers is None:
            return Refused(RESULT)
        if answers:
            chosen = index
            break
    if chosen is None:
        chosen = next((i for i, case in enumerate(selection.cases) if case.default), None)
    if chosen is None:
        vanishes = selection.may_vanish
        return without_statement(draft, rules, selection.node) if vanishes else Refused(RESULT)
    while selection.cases[chosen].last is None and selection.cases[chosen].falls_through:
        chosen += 1
    case = selection.cases[chosen]
    if case.only is not None and not rules.in_list(selection.node):
        return keep(draft, rules, selection.node, case.only)
    if case.falls_through or case.refused or not rules.in_list(selection.node):
        return Refused(RESULT)
    leading = comments_of_arm(draft.tree.root_node, draft.source, case.node, selection.node)
    return replaced(draft, rules, Kept(selection.node, case.span, case.last, leading=leading))


def _matches(
    rules: "Rules", labels: "tuple[Node, ...]", value: bool | str, *, strict: bool
) -> bool | None:
    found = False
    for label in labels:
        literal = rules.literal(label)
        answer = None if literal is None else rules.equals(value, literal.value, strict=strict)
        if answer is None:
            return None
        found = found or answer
    return found
