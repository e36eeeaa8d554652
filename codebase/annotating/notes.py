"""What is to be said about a place."""

from typing import NamedTuple


class Note(NamedTuple):
    """Some lines of text about the code that begins at a place."""

    line: int
    """1-based."""
    column: int
    """0-based, in bytes."""
    texts: tuple[str, ...]
    """One comment each. Any text will do: what could end a comment is spelled out."""
