"""Would gofmt print the result as it is?

Deleting lines changes what gofmt aligns with what: comments behind code on consecutive lines, the
columns of grouped `const` and `var`, and the values of a literal's fields.
"""

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from codebase.removal.draft import Draft
from codebase.removal.nodes import is_comment, walk

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True)
class Row:
    """One line that is aligned with its neighbours."""

    number: int
    """0-based."""
    group: bytes | int
    """Only lines of the same group are aligned: the indentation, or where a declaration begins."""
    start: int
    """Offset of the first byte that is no blank."""
    cells: tuple[tuple[int, int], ...]
    """Where every column but the first begins, and how wide the one before it is; in characters."""


def misaligned(draft: Draft, before: "list[Node]", after: "list[Node]") -> bool:
    """Tell whether lines that were aligned are together with other ones now, and do not fit."""
    for rows in (_commented, _grouped, _keyed):
        old = _runs(rows(before, draft.original))
        same = {tuple((row.start, row.cells) for row in run) for run in old}
        loose = {row.start for run in old if _holds(run) is False for row in run}
        for run in _runs(rows(after, draft.source)):
            origins = tuple((draft.origin(row.start), row.cells) for row in run)
            known = origins in same or not loose.isdisjoint(start for start, _ in origins)
            if not known and not _holds(run):
                return True
    return False


def _holds(run: list[Row]) -> bool | None:
    """Tell whether every column begins one blank behind the widest cell before it.

    None where some lines have a column that others have not: gofmt has rules for that, too.
    """
    if len({len(row.cells) for row in run}) > 1:
        return None
    columns = zip(*(row.cells for row in run), strict=True)
    return all(
        {begins for begins, _ in column} == {max(width for _, width in column) + 1}
        for column in columns
    )


def _runs(rows: list[Row]) -> list[list[Row]]:
    found: list[list[Row]] = []
    for row in rows:
        last = found[-1][-1] if found else None
        if last is not None and (last.number + 1, last.group) == (row.number, row.group):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _commented(nodes: "list[Node]", source: bytes) -> list[Row]:
    """Return the lines with code and a comment behind it, by indentation."""
    lines = source.split(b"\n")
    found: list[Row] = []
    for node in chain.from_iterable(map(walk, nodes)):
        if not is_comment(node):
            continue
        number, column = node.start_point
        line = lines[number]
        code = line[:column].strip()
        if not code or node.end_point.row != number or node.end_point.column < len(line.rstrip()):
            continue
        indent = line[: len(line) - len(line.lstrip())]
        start = node.start_byte - column + len(indent)
        cell = (_width(line[len(indent) : column]), _width(code))
        found.append(Row(number, indent, start, (cell,)))
    return sorted(found, key=lambda row: row.number)


def _grouped(nodes: "list[Node]", _source: bytes) -> list[Row]:
    """Return the lines of grouped constants and variables."""
    found: list[Row] = []
    for spec in chain.from_iterable(map(walk, nodes)):
        group = spec.parent
        if spec.type not in ("const_spec", "var_spec") or group is None:
            continue
        if group.type == "var_declaration" or spec.start_point.row != spec.end_point.row:
            continue
        names = [name for name in spec.children_by_field_name("name") if name.is_named]
        width = names[-1].end_byte - spec.start_byte
        cells: list[tuple[int, int]] = []
        for part in (spec.child_by_field_name("type"), _equals(spec)):
            if part is not None:
                cells.append((part.start_byte - spec.start_byte, width))
                width = part.end_byte - spec.start_byte
        number = spec.start_point.row
        found.append(Row(number, group.start_byte, spec.start_byte, tuple(cells)))
    return found


def _keyed(nodes: "list[Node]", _source: bytes) -> list[Row]:
    """Return the lines of literals that are one field with its value."""
    found: list[Row] = []
    for entry in chain.from_iterable(map(walk, nodes)):
        key, value = entry.child_by_field_name("key"), entry.child_by_field_name("value")
        if entry.type != "keyed_element" or key is None or value is None or entry.parent is None:
            continue
        before = entry.prev_named_sibling
        number = entry.start_point.row
        if number != entry.end_point.row or (before and before.end_point.row == number):
            continue
        if number == entry.parent.start_point.row:
            continue
        start, width = entry.start_byte, key.end_byte - entry.start_byte + len(":")
        cells = ((value.start_byte - start, width),)
        found.append(Row(number, entry.parent.start_byte, start, cells))
    return found


def _equals(spec: "Node") -> "Node | None":
    return next((child for child in spec.children if child.type == "="), None)


def _width(text: bytes) -> int:
    return len(text.decode("utf-8", "replace"))
