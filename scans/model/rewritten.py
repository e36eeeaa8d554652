"""A file before and after a rewrite, and what a parser of this machine says about it."""

from typing import Literal, NamedTuple

ParserVerdict = Literal["took it", "refused it", "not run"]
"""`not run`: there is no such parser here, it did not end by itself, or it never took the file."""


class Rewritten(NamedTuple):
    """One file that is to be written."""

    path: str
    """Relative to the root of its tree, with `/`."""
    language: str
    """As in call sites: `javascript`, `tsx`, `go`."""
    before: bytes
    after: bytes
