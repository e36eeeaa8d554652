"""Lines, indentation, comments and blank lines: how a file looks after something left it."""

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from codebase.removal.draft import Edit
from codebase.removal.nodes import end_of, is_comment

if TYPE_CHECKING:
    from tree_sitter import Node

_MAGIC = re.compile(
    rb"#[\s*-]*(frozen[_-]string[_-]literal|(en)?coding|warn_indent|shareable_constant_value|typed)"
    rb"\s*[:=]",
    re.I,
)
"""Comments that say how a file is read: they belong to it, not to the statement below them."""
_INDENT = re.compile(rb"[ \t]*")
_OPENERS = (b"{", b"(", b"[", b":", b"=>")
_CLOSERS = (b"}", b")", b"]", b"</", b"/>")


def line_start(source: bytes, offset: int) -> int:
    """Return where the line of `offset` begins; a byte order mark is not part of the first."""
    found = source.rfind(b"\n", 0, offset) + 1
    marked = found == 0 and offset >= len(BOM_UTF8) and source.startswith(BOM_UTF8)
    return len(BOM_UTF8) if marked else found


def line_end(source: bytes, offset: int) -> int:
    """Return where the line of `offset` ends, its line end included."""
    found = source.find(b"\n", offset)
    return len(source) if found < 0 else found + 1


def indentation(source: bytes, offset: int) -> bytes:
    """Return the blanks at the beginning of the line of `offset`."""
    found = _INDENT.match(source, line_start(source, offset))
    assert found is not None
    return found.group()


def mixes_line_ends(source: bytes) -> bool:
    """Tell whether some lines end as on Windows and others do not."""
    windows = source.count(b"\r\n")
    return source.count(b"\r") != windows or windows not in (0, source.count(b"\n"))


def begins_line(source: bytes, offset: int) -> bool:
    """Tell whether only blanks stand before `offset` on its line."""
    return not source[line_start(source, offset) : offset].strip()


def comment_behind(root: "Node", source: bytes, offset: int) -> int:
    """Return the end of a comment that follows `offset` on its line, or `offset`."""
    end = line_end(source, offset)
    position = offset + len(source[offset:end]) - len(source[offset:end].lstrip())
    while position < end:
        node = root.descendant_for_byte_range(position, position + 1)
        if node is None or not is_comment(node) or node.start_byte != position:
            return offset
        if node.end_byte > end:
            return offset
        offset = end_of(node)
        position = offset + len(source[offset:end]) - len(source[offset:end].lstrip())
    return offset


def comments_above(root: "Node", source: bytes, offset: int) -> int:
    """Return where the whole comment lines directly above the line of `offset` begin.

    A comment that is indented otherwise belongs to something else, in Python to the block above.
    """
    top, indent = line_start(source, offset), indentation(source, offset)
    while top > 0:
        above = line_start(source, top - 1)
        line = source[above : top - 1].rstrip()
        if not line.strip() or (above == 0 and line.startswith(b"#!")) or _MAGIC.match(line):
            return top
        node = _comment_at(root, above + len(line) - 1)
        if node is None:
            return top
        if not begins_line(source, node.start_byte) or end_of(node) > above + len(line):
            return top
        if indentation(source, node.start_byte) != indent:
            return top
        top = line_start(source, node.start_byte)
    return top


def comments_of_arm(root: "Node", source: bytes, arm: "Node", statement: "Node") -> bytes:
    """Return the comment lines directly above an arm, indented like the statement it is part of.

    The first line comes without its indentation, the last one with its line end.
    """
    if not begins_line(source, arm.start_byte):
        return b""
    top, bottom = comments_above(root, source, arm.start_byte), line_start(source, arm.start_byte)
    own, target = indentation(source, arm.start_byte), indentation(source, statement.start_byte)
    lines = [line.removeprefix(own) for line in source[top:bottom].splitlines(keepends=True)]
    return target.join(lines)


def _comment_at(root: "Node", offset: int) -> "Node | None":
    """Return the comment that covers a byte, with the braces it needs among rendered elements."""
    node = root.descendant_for_byte_range(offset, offset + 1)
    if node is not None and node.parent is not None and node.parent.type == "jsx_expression":
        inside = node.parent.named_children
        node = node.parent if inside and all(is_comment(child) for child in inside) else None
    elif node is not None and not is_comment(node):
        node = None
    return node


def without_lines(source: bytes, start: int, end: int, *, below_docstring: bool = False) -> Edit:
    """Return the edit that takes out whole lines and puts the blank lines around them right.

    A file whose last line has no line end has none afterwards either.
    """
    edit = _without_lines(source, start, end, below_docstring=below_docstring)
    if edit.end == len(source) and not source.endswith(b"\n"):
        return Edit(_line_end_before(source, edit.start), edit.end)
    return edit


def _line_end_before(source: bytes, start: int) -> int:
    return len(source[:start].removesuffix(b"\n").removesuffix(b"\r"))


def _without_lines(source: bytes, start: int, end: int, *, below_docstring: bool) -> Edit:
    above, below = _blank_above(source, start), _blank_below(source, end)
    at_top = not source[:above].removeprefix(BOM_UTF8).strip()
    # Where the block ends with the line that goes, the blank lines below it are not in it.
    inside = len(indentation(source, below)) >= len(indentation(source, start))
    opened = at_top or (below_docstring and inside) or _opens(source, start)
    opened = above == start and opened
    closed = below == end and _closes(source, start, end)
    if opened or (at_top and start == above):
        return Edit(start, below)
    if closed:
        return Edit(above, end)
    if start - above and below - end:
        shorter_above = source.count(b"\n", above, start) <= source.count(b"\n", end, below)
        return Edit(above, end) if shorter_above else Edit(start, below)
    return Edit(start, end)


def _blank_above(source: bytes, start: int) -> int:
    while start > 0:
        above = line_start(source, start - 1)
        if source[above:start].strip():
            return start
        start = above
    return start


def _blank_below(source: bytes, end: int) -> int:
    while end < len(source):
        below = line_end(source, end)
        if source[end:below].strip():
            return end
        end = below
    return end


def _opens(source: bytes, start: int) -> bool:
    line = source[line_start(source, start - 1) : start].rstrip()
    code = re.split(rb"\s(?://|#)", line)[0].rstrip()
    if code.lstrip().startswith((b"//", b"#", b"*", b"/*")):
        return False
    # Ruby opens with a word: there the line above is indented less.
    opened = len(indentation(source, start - 1)) < len(indentation(source, start))
    return code.endswith(_OPENERS) or opened


def _closes(source: bytes, start: int, end: int) -> bool:
    if end >= len(source):
        return True
    line = source[end : line_end(source, end)]
    if line.strip().startswith(_CLOSERS):
        return True
    return len(indentation(source, end)) < len(indentation(source, start))


def moved_line(source: bytes, start: int, remove: bytes, add: bytes) -> list[Edit]:
    """Return the edit that moves the line at `start` from one indentation to another."""
    own = indentation(source, start)
    if not source[start : line_end(source, start)].strip() or remove == add:
        return []
    if own.startswith(remove):
        return [Edit(start, start + len(remove), add)]
    surplus = min(max(len(remove) - len(add), 0), len(own))
    # Blanks say nothing about where a line stands among tabs.
    alike = remove.startswith(own[:surplus])
    return [Edit(start, start + surplus)] if surplus and alike else []
