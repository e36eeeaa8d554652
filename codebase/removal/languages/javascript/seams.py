"""Where a line break ends a statement only because of what follows it.

Without semicolons, two statements are two because something stands between them. When that goes,
the second may read as the rest of the first, for one step of folding or for good.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.nodes import code_end, is_comment

if TYPE_CHECKING:
    from tree_sitter import Node

_OPEN_ENDED = frozenset(
    {
        "expression_statement",
        "lexical_declaration",
        "variable_declaration",
        "return_statement",
        "throw_statement",
        "export_statement",
        "break_statement",
        "continue_statement",
    }
)
"""What a semicolon ends, written or not."""
_ENDED_BY_LINE = frozenset({"return", "break", "continue", "++", "--"})
_GOES_ON = (b"(", b"[", b"`", b"+", b"-", b"/", b"<")
_NEVER_GOES_ON = (b"++", b"--")


def statement_end(statement: "Node") -> int:
    """Return the end of a statement without a semicolon that people wrote for the next one."""
    last: Node | None = statement
    while last is not None and last.child_count:
        last = next((each for each in reversed(last.children) if not is_comment(each)), None)
    end = code_end(statement)
    before = last.prev_sibling if last is not None else None
    if last is None or before is None or last.type != ";":
        return end
    after = statement.next_sibling
    first_on_line = before.end_point.row < last.start_point.row
    followed = after is not None and after.start_point.row == last.end_point.row
    return code_end(before) if first_on_line and followed else end


def joins(draft: Draft, edits: Iterable[Edit]) -> bool:
    """Tell whether edits would make one statement of two."""
    edits = sorted(edits)
    return any(not edit.text and _joins(draft, edits, edit) for edit in edits)


def _joins(draft: Draft, edits: list[Edit], edit: Edit) -> bool:
    last, first = _token_before(draft, edits, edit.start), _token_after(draft, edits, edit.end)
    if last is None or first is None or not _is_open(draft, last):
        return False
    if not _begins_statement(first) and not _is_rest_of_statement(draft, edit, first):
        return False
    between = draft.source[last.end_byte : first.start_byte]
    for gone in edits:
        if last.end_byte <= gone.start and gone.end <= first.start_byte:
            position = gone.start - last.end_byte
            # Only line breaks count here: what goes is blanked, so that positions stay.
            blank = b" " * (gone.end - gone.start)
            between = between[:position] + blank + between[position + len(blank) :]
    if b"\n" not in between:
        return True
    if last.type in _ENDED_BY_LINE or _is_jump(last):
        return False
    text = draft.source[first.start_byte : first.start_byte + 2]
    return text.startswith(_GOES_ON) and not text.startswith(_NEVER_GOES_ON)


def _token_after(draft: Draft, edits: list[Edit], offset: int) -> "Node | None":
    source = draft.source
    while True:
        while source[offset : offset + 1].isspace():
            offset += 1
        gone = next((each for each in edits if each.start <= offset < each.end), None)
        if gone is not None:
            if gone.text:
                return None
            offset = gone.end
            continue
        if offset >= len(source):
            return None
        node = draft.node_at(offset, offset + 1)
        if not is_comment(node):
            return node
        offset = node.end_byte


def _token_before(draft: Draft, edits: list[Edit], offset: int) -> "Node | None":
    source = draft.source
    while True:
        while offset and source[offset - 1 : offset].isspace():
            offset -= 1
        gone = next((each for each in edits if each.start < offset <= each.end), None)
        if gone is not None:
            if gone.text:
                return None
            offset = gone.start
            continue
        if offset <= 0:
            return None
        node = draft.node_at(offset - 1, offset)
        if not is_comment(node):
            return node
        offset = node.start_byte


def _is_open(draft: Draft, last: "Node") -> bool:
    """Tell whether a token ends a statement that has no semicolon."""
    if draft.source[last.end_byte - 1 : last.end_byte] == b";":
        return False
    node: Node | None = last
    while node is not None and node.end_byte == last.end_byte:
        if node.type in _OPEN_ENDED:
            return True
        node = node.parent
    return False


def _is_jump(last: "Node") -> bool:
    return last.parent is not None and last.parent.type in ("break_statement", "continue_statement")


def _begins_statement(token: "Node") -> bool:
    node: Node | None = token
    while node is not None and node.start_byte == token.start_byte:
        if node.type.endswith(("_statement", "_declaration")) or node.type == "statement_block":
            return True
        node = node.parent
    return False


def _is_rest_of_statement(draft: Draft, edit: Edit, first: "Node") -> bool:
    """Tell whether what goes begins the statement of which `first` stays."""
    token = _token_after(draft, [], edit.start)
    if token is None or token.start_byte >= edit.end or not _begins_statement(token):
        return False
    node: Node | None = token
    while node is not None and not node.type.endswith(("_statement", "_declaration")):
        node = node.parent
    return node is not None and first.start_byte < node.end_byte
