"""Where a comment may stand: above its code, else further out, and at last on top of the file.

A comment takes a line to itself, and only between two lines that were two before. So no language
sees a line end that was not there, and inserted semicolons, significant indentation and operators
at the end of a line stay what they are.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from codebase.annotating.comments import IN_CHILDREN, IN_MARKUP, IN_PAGE, IN_TAG, Form, own_form
from codebase.annotating.heads import first_free_row, in_page
from codebase.annotating.page import Page
from codebase.annotating.shapes import CHILDREN, TAGS, is_comment, is_text
from codebase.parsing import COMPONENTS

if TYPE_CHECKING:
    from tree_sitter import Node

_TRIES_ON_TOP = 40
"""Lines below the top of a file at which a note is tried that fits nowhere else."""

_ABOUT_THE_NEXT_LINE = re.compile(
    rb"next|ignore|expect|disable|suppress|nolint|noinspection|nosemgrep|go:", re.IGNORECASE
)
_LEADING_DOT = re.compile(rb"\s*(?:\.(?!\.)|&\.)")


class Place(NamedTuple):
    """A line above which a comment can be tried, and how it is spelled there."""

    row: int
    """The comments become the lines above this one. 0-based."""
    aligned: int
    """The line whose indentation they take."""
    form: Form
    above: bool
    """Whether the code that is meant follows, so that nobody has to be told where it stands."""


def places(page: Page, line: int, column: int) -> Iterator[Place]:
    """Yield where a note may stand, the best place first; whether it may is for the proof."""
    own = line - 1
    if not 0 <= own < page.rows:
        return
    seen: set[Place] = set()
    for row in (*_outwards(page, own, column), *_on_top(page)):
        place = _above(page, row, is_own=row == own)
        if place is not None and place not in seen:
            seen.add(place)
            yield place


def _outwards(page: Page, own: int, column: int) -> Iterator[int]:
    """Yield the site's line, and the first lines of everything around it."""
    yield own
    offset, last = page.start(own) + column, own
    for node in page.around(offset, offset):
        if node.start_point.row < last:
            last = node.start_point.row
            yield last


def _on_top(page: Page) -> Iterator[int]:
    free = first_free_row(page)
    yield from range(free, min(free + _TRIES_ON_TOP, page.rows))


def _above(page: Page, row: int, *, is_own: bool) -> Place | None:
    """Return the place above a line, above whatever is bound to it."""
    if page.first_ink(row) is None:
        return None
    bound, aligned = _bound(page, row)
    top = max(bound, first_free_row(page))
    if top > row:
        return None
    form = _form(page, top)
    return None if form is None else Place(top, aligned, form, is_own and aligned == row)


def _bound(page: Page, row: int) -> tuple[int, int]:
    """Return the first of the lines that nothing may come between, and the first with code.

    Comments directly above a line may speak to a compiler or a linter about the line that follows,
    and so may a comment at the end of the line above.
    """
    top = aligned = row
    while top > 0 and (comment := _comment_that_ends(page, top - 1)) is not None:
        begins = comment.start_point.row
        alone = page.first_ink(begins) == comment.start_byte
        if not alone and not _is_order(page, comment):
            break
        top = begins
        aligned = aligned if alone else begins
    return top, aligned


def _comment_that_ends(page: Page, row: int) -> "Node | None":
    """Return the comment that a line ends with, the line may be all of it."""
    if page.first_ink(row) is None:
        return None
    return _comment_at(page, page.start(row) + len(page.line(row).rstrip()) - 1)


def _is_order(page: Page, comment: "Node") -> bool:
    text = page.source[comment.start_byte : comment.end_byte]
    return _ABOUT_THE_NEXT_LINE.search(text) is not None


def _comment_at(page: Page, offset: int) -> "Node | None":
    return next((node for node in page.around(offset, offset + 1) if is_comment(node)), None)


def _form(page: Page, row: int) -> Form | None:
    """Return how a comment is spelled in front of a line; None where there can be none."""
    start, ink = page.start(row), page.first_ink(row)
    if ink is None or (row > 0 and page.line(row - 1).endswith(b"\\")):
        return None
    if page.language == "php" and in_page(page, start):
        return IN_PAGE
    if page.language in COMPONENTS and not page.is_code(ink):
        return IN_MARKUP
    if page.language == "ruby" and _LEADING_DOT.match(page.line(row)):
        return None  # Ruby before 2.7 ends the chain at the comment
    around = list(page.around(max(start - 1, 0), ink + 1)) if row else []
    if any(is_text(node) and node.start_byte < start < node.end_byte for node in around):
        return None
    kind = around[0].type if around else ""
    if kind in CHILDREN:
        return IN_CHILDREN
    return IN_TAG if kind in TAGS else own_form(page.language)
