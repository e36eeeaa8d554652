"""Elements in rendered text: blanks between words are content, blanks around line ends are not."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.lines import begins_line, comments_above, line_end, without_lines
from codebase.removal.reasons import RESULT
from codebase.removal.shapes import Refused

if TYPE_CHECKING:
    from tree_sitter import Node


def without_child(
    draft: Draft, texts: frozenset[str], child: "Node", *, value: bool | str
) -> list[Edit] | Refused | None:
    """Delete a rendered truth value, with its line and comment where it has one to itself."""
    if isinstance(value, str):
        return None
    edit = _deletion(draft, child)
    return [edit] if _shows_the_same(draft.source, texts, child, edit) else Refused(RESULT)


def _deletion(draft: Draft, child: "Node") -> Edit:
    source = draft.source
    start, end = child.start_byte, child.end_byte
    alone = begins_line(source, start) and not source[end : line_end(source, end)].strip()
    if not alone:
        return Edit(start, end)
    above = comments_above(draft.tree.root_node, source, start)
    return without_lines(source, above, line_end(source, end))


def _shows_the_same(source: bytes, texts: frozenset[str], child: "Node", edit: Edit) -> bool:
    """Tell whether the texts before and after what goes are shown alike when they are one."""
    between: list[bytes] = []
    first = child
    while (before := _neighbour(texts, first, forwards=False)) is not None:
        between.insert(0, source[before.end_byte : first.start_byte])
        if before.start_byte < edit.start:
            break
        first = before
    after = _neighbour(texts, child, forwards=True)
    if before is None or after is None:
        return True
    between.append(source[child.end_byte : after.start_byte])
    joined = source[before.end_byte : edit.start] + source[edit.end : after.start_byte]
    return shown(joined) == b"".join(map(shown, between))


def _neighbour(texts: frozenset[str], node: "Node", *, forwards: bool) -> "Node | None":
    """Return the next thing that is not text: another child, or a tag of the element."""
    found = node.next_sibling if forwards else node.prev_sibling
    while found is not None and found.type in texts:
        found = found.next_sibling if forwards else found.prev_sibling
    return found


def shown(text: bytes) -> bytes:
    """Return what people see of a text between elements.

    The rule of JSX, the same in every compiler: blanks around a line end go, lines of blanks too,
    and one space joins what is left.
    """
    first, *rest = text.replace(b"\t", b" ").replace(b"\r", b"").split(b"\n")
    if not rest:
        return first
    lines = [first.rstrip(b" "), *(line.strip(b" ") for line in rest[:-1]), rest[-1].lstrip(b" ")]
    return b" ".join(line for line in lines if line)
