"""A file with its lines and its tree: what the choice of a place asks about."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.parsing import COMPONENTS, Language, parse, readable
from codebase.removal.nodes import walk
from codebase.scripts import scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

MARK_OF_UTF_8 = b"\xef\xbb\xbf"


class Page:
    """One file. Rows count from 0, offsets in bytes. Raises `Entangled` as `parse` does."""

    def __init__(self, source: bytes, language: Language) -> None:
        self.source = source
        self.language: Language = language
        self.root = parse(language, source).root_node
        self.starts = [0, *(match.end() for match in re.finditer(rb"\n", source))]

    @cached_property
    def code(self) -> bytes:
        """The source with everything blank that its grammar does not read."""
        text = readable(self.source)
        return scripts(text)[0] if self.language in COMPONENTS else text

    @property
    def rows(self) -> int:
        """How many lines there are; one that is empty at the end is none."""
        return len(self.starts) - (self.starts[-1] == len(self.source))

    def start(self, row: int) -> int:
        """Return where a line begins; the mark of UTF-8 belongs to no line."""
        if row == 0 and self.source.startswith(MARK_OF_UTF_8):
            return len(MARK_OF_UTF_8)
        return self.starts[row]

    def end(self, row: int) -> int:
        """Return where a line ends, its line end left out."""
        after = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.source)
        return self.start(row) + len(self.source[self.start(row) : after].rstrip(b"\r\n"))

    def line(self, row: int) -> bytes:
        """Return a line without its end."""
        return self.source[self.start(row) : self.end(row)]

    def line_end(self, row: int) -> bytes:
        """Return how a line ends; the last one, where nothing says, as the one before it."""
        for each in (row, row - 1):
            if 0 <= each < len(self.starts) - 1:
                windows = self.source.endswith(b"\r\n", 0, self.starts[each + 1])
                return b"\r\n" if windows else b"\n"
        return b"\n"

    def indentation(self, row: int) -> bytes:
        """Return the blanks that a line begins with."""
        line = self.line(row)
        return line[: len(line) - len(line.lstrip(b" \t"))]

    def first_ink(self, row: int) -> int | None:
        """Return where the first character of a line stands that is no blank."""
        line = self.line(row)
        blanks = len(line) - len(line.lstrip())
        return None if blanks == len(line) else self.start(row) + blanks

    @cached_property
    def tags(self) -> list[tuple[int, bool]]:
        """Where PHP begins (true) and ends (false), as the offset behind each of its tags."""
        return [
            (node.end_byte, node.type == "php_tag")
            for node in walk(self.root)
            if node.type in ("php_tag", "php_end_tag")
        ]

    def is_code(self, offset: int) -> bool:
        """Whether the grammar reads the character at an offset."""
        return self.code[offset : offset + 1] == readable(self.source[offset : offset + 1])

    def around(self, start: int, end: int) -> "Iterator[Node]":
        """Yield the smallest node around some bytes, and every node around it."""
        node = self.root.descendant_for_byte_range(start, end)
        while node is not None:
            yield node
            node = node.parent
