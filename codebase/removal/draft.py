"""One file on its way: its bytes, its tree, and where every byte came from."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from codebase.parsing import Language, parse

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


class Edit(NamedTuple):
    """Replace the bytes from `start` to `end` (exclusive) by `text`."""

    start: int
    end: int
    text: bytes = b""


class Batch:
    """Edits that are applied together: they were computed alone and do not touch each other."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self._taken: list[tuple[int, int]] = []

    def take(self, edits: "list[Edit]") -> bool:
        """Add edits that belong together, unless they come near to what is already there."""
        start, end = min(each.start for each in edits), max(each.end for each in edits)
        if any(start <= other_end and other <= end for other, other_end in self._taken):
            return False
        self._taken.append((start, end))
        self.edits += edits
        return True


class _Piece(NamedTuple):
    start: int
    """Where the piece begins now."""
    origin: int | None
    """Where it began in the original; None for bytes that were written."""


class Draft:
    """A file that is edited step by step and parsed again after every step."""

    def __init__(
        self, path: str, language: Language, source: bytes, dropped: Iterable[int] = ()
    ) -> None:
        self.path = path
        self.language: Language = language
        self.original = source
        self.source = source
        self.dropped = frozenset(dropped)
        """Where calls begin in the original whose value is nothing anybody asked for."""
        self.tree: Tree = parse(language, source)
        self._pieces = [_Piece(0, 0)]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply disjoint edits given in positions of the current bytes, then parse once."""
        for edit in sorted(edits, reverse=True):
            self._tell_tree(edit)
            self.source = self.source[: edit.start] + edit.text + self.source[edit.end :]
            self._pieces = _spliced(self._pieces, edit)
        self.tree = parse(self.language, self.source, self.tree)

    def _tell_tree(self, edit: Edit) -> None:
        start = self._point(edit.start)
        behind = edit.text.rpartition(b"\n")[2]
        rows = edit.text.count(b"\n")
        self.tree.edit(
            edit.start,
            edit.end,
            edit.start + len(edit.text),
            start,
            self._point(edit.end),
            (start[0] + rows, len(behind) + (0 if rows else start[1])),
        )

    def _point(self, offset: int) -> tuple[int, int]:
        return self.source.count(b"\n", 0, offset), offset - self.source.rfind(b"\n", 0, offset) - 1

    def origin(self, offset: int) -> int | None:
        """Return where the byte at `offset` stood in the original, None if it was written."""
        piece = self._pieces[bisect_right(self._pieces, offset, key=lambda piece: piece.start) - 1]
        return None if piece.origin is None else piece.origin + offset - piece.start

    def node_at(self, start: int, end: int) -> "Node":
        """Return the smallest node that covers the range."""
        found = self.tree.root_node.descendant_for_byte_range(start, end)
        return found if found is not None else self.tree.root_node


def _spliced(pieces: list[_Piece], edit: Edit) -> list[_Piece]:
    growth = len(edit.text) - (edit.end - edit.start)
    first = bisect_right(pieces, edit.start, key=lambda piece: piece.start) - 1
    last = bisect_right(pieces, edit.end, key=lambda piece: piece.start) - 1
    middle: list[_Piece] = []
    if pieces[first].start < edit.start:
        middle.append(pieces[first])
    if edit.text:
        middle.append(_Piece(edit.start, None))
    tail = pieces[last]
    beyond = None if tail.origin is None else tail.origin + edit.end - tail.start
    middle.append(_Piece(edit.end + growth, beyond))
    after = [_Piece(piece.start + growth, piece.origin) for piece in pieces[last + 1 :]]
    return pieces[:first] + middle + after
