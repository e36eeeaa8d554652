"""Would gofmt print the result as it is?

Deleting lines changes what gofmt aligns with what: comments behind code on consecutive lines, the
columns of grouped `const` and `var`, and the values of a literal's fields.
"""

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.nodes import is_comment, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    places: tuple[int, ...] = field(compare=False)
    """Offset of the first byte of every column but the first."""


def misaligned(draft: Draft, before: "list[Node]", after: "list[Node]") -> bool:
    """Tell whether lines that were aligned are together with other ones now, and do not fit."""
    return any(
        _loosened(draft, rows(before, draft.original), rows(after, draft.source)) for rows in _KINDS
    )


def realigned(draft: Draft, before: "list[Node]", after: "list[Node]") -> list[Edit]:
    """Return edits that take away blanks which a line that is gone had asked for; empty at the end.

    Whoever needs more blanks, not fewer, is not helped: nothing is ever inserted.
    """
    for rows in _KINDS:
        runs = _loosened(draft, rows(before, draft.original), rows(after, draft.source))
        edits = [edit for run in runs for edit in _closed_up(run)]
        if edits:
            # Comments stand behind what moves now: they are looked at when it has moved.
            return edits
    return []


def _closed_up(run: list[Row]) -> "Iterator[Edit]":
    if len({len(row.cells) for row in run}) > 1:
        return
    taken = [0] * len(run)
    for column in range(len(run[0].cells)):
        wanted = max(row.cells[column][1] - gone for row, gone in zip(run, taken, strict=True)) + 1
        for number, row in enumerate(run):
            surplus = row.cells[column][0] - taken[number] - wanted
            if surplus > 0:
                yield Edit(row.places[column] - surplus, row.places[column])
                taken[number] += surplus


def _loosened(draft: Draft, before: list[Row], after: list[Row]) -> list[list[Row]]:
    """Return the lines that were aligned, are together with other ones now, and do not fit."""
    old = _runs(before)
    same = {tuple((row.start, row.cells) for row in run) for run in old}
    loose = {row.start for run in old if _holds(run) is False for row in run}
    found: list[list[Row]] = []
    for run in _runs(after):
        origins = tuple((draft.origin(row.start), row.cells) for row in run)
        known = origins in same or not loose.isdisjoint(start for start, _ in origins)
        if not known and not _holds(run):
            found.append(run)
    return found


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
        found.append(Row(number, indent, start, (cell,), (node.start_byte,)))
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
        places: list[int] = []
        for part in (spec.child_by_field_name("type"), _equals(spec)):
            if part is not None:
                cells.append((part.start_byte - spec.start_byte, width))
                places.append(part.start_byte)
                width = part.end_byte - spec.start_byte
        number = spec.start_point.row
        row = Row(number, group.start_byte, spec.start_byte, tuple(cells), tuple(places))
        found.append(row)
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
        found.append(Row(number, entry.parent.start_byte, start, cells, (value.start_byte,)))
    return found


def _equals(spec: "Node") -> "Node | None":
    return next((child for child in spec.children if child.type == "="), None)


def _width(text: bytes) -> int:
    return len(text.decode("utf-8", "replace"))


_KINDS = (_grouped, _keyed, _commented)
