"""The entry: a file and notes in, the same file with comments out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from codebase.annotating.comments import MARK, in_utf_8, neutral
from codebase.annotating.notes import Note
from codebase.annotating.page import Page
from codebase.annotating.places import Place, places
from codebase.annotating.proof import Range, holds
from codebase.parsing import Entangled, Language


@dataclass(frozen=True)
class Annotated:
    """The annotated file, and what could not be said in it."""

    content: bytes
    unplaced: tuple[Note, ...] = ()
    """Notes for which no place could be proved: nothing is written rather than a broken file."""


def annotate(source: bytes, language: Language, notes: Sequence[Note]) -> Annotated:
    """Return the file with every note as comments above the code that it is about.

    Only whole lines are added. The result has no syntax error that was not there before, and the
    same tokens; a note that cannot stand above its code moves outwards and names its line.
    """
    if not notes:
        return Annotated(source)
    try:
        return _Annotation(Page(source, language)).of(sorted(notes))
    except Entangled:
        return Annotated(source, tuple(notes))


@dataclass(frozen=True)
class _Placed:
    note: Note
    place: Place


class _Annotation:
    """One file that is being annotated: `_kept` is what is proved so far."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._ascii_only = not in_utf_8(page.source)
        self._kept: list[_Placed] = []
        self._unplaced: list[Note] = []

    def of(self, notes: Sequence[Note]) -> Annotated:
        self._place(notes)
        content, _ = self._written(self._kept)
        return Annotated(content, tuple(self._unplaced))

    def _place(self, notes: Sequence[Note]) -> None:
        """Place all notes at once, or halves of them, or each at the first place that is proved."""
        if len(notes) == 1:
            self._place_one(notes[0])
            return
        first = [self._first(note) for note in notes]
        found = [each for each in first if each is not None]
        if len(found) == len(notes) and self._proved(found):
            self._kept.extend(found)
            return
        half = len(notes) // 2
        self._place(notes[:half])
        self._place(notes[half:])

    def _first(self, note: Note) -> _Placed | None:
        return next((_Placed(note, place) for place in self._places(note)), None)

    def _place_one(self, note: Note) -> None:
        for place in self._places(note):
            if self._proved([_Placed(note, place)]):
                self._kept.append(_Placed(note, place))
                return
        self._unplaced.append(note)

    def _places(self, note: Note) -> Iterator[Place]:
        return places(self._page, note.line, note.column)

    def _proved(self, more: list[_Placed]) -> bool:
        content, added = self._written([*self._kept, *more])
        try:
            return holds(self._page, Page(content, self._page.language), added)
        except Entangled:
            return False

    def _written(self, placed: Iterable[_Placed]) -> tuple[bytes, list[Range]]:
        """Return the file with these notes, and the ranges of the lines that are new in it."""
        page, parts, added = self._page, list[bytes](), list[Range]()
        last = length = 0
        for row, line in self._lines(placed):
            start = page.start(row)
            parts.append(page.source[last:start])
            length += start - last
            last = start
            parts.append(line)
            added.append((length, length + len(line)))
            length += len(line)
        parts.append(page.source[last:])
        return b"".join(parts), added

    def _lines(self, placed: Iterable[_Placed]) -> list[tuple[int, bytes]]:
        """Return every comment as a line with the row it stands above; a repeated one once."""
        lines = {
            (each.place.row, self._line(each, text)): None
            for each in sorted(placed, key=lambda one: (one.place.row, one.note))
            for text in each.note.texts
        }
        return list(lines)

    def _line(self, placed: _Placed, text: str) -> bytes:
        note, place = placed.note, placed.place
        where = "" if place.above else f"(line {note.line}) "
        form = place.form
        indentation = self._page.indentation(place.aligned) if form.indented else b""
        shown = neutral(where + text, ascii_only=self._ascii_only)
        comment = f"{form.opening}{MARK}{shown}{form.closing}"
        return indentation + comment.encode() + self._page.line_end(place.row)
