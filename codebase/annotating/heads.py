"""What has to stay on top of a file, and which lines of it are a page around PHP."""

import re
from bisect import bisect_left

from codebase.annotating.page import Page
from codebase.annotating.shapes import is_comment

_ORDERS_ON_TOP = re.compile(
    rb"[ \t\f]*\#(?:.*coding[:=]|[ \t]*-\*-|[ \t]*(?:frozen_string_literal|typed"
    rb"|warn_indent|warn_past_scope|shareable_constant_value)[ \t]*:)"
)
"""Comments that Python and Ruby obey, if nothing or only their like stands above them."""

_HASHED = frozenset({"python", "ruby"})


def first_free_row(page: Page) -> int:
    """Return the first line above which something may be written. 0-based."""
    row = 1 if page.line(0).startswith(b"#!") else 0
    if page.language in _HASHED:
        while row < page.rows and _ORDERS_ON_TOP.match(page.line(row)):
            row += 1
    if page.language == "php" and row < page.rows:
        row += page.line(row).lstrip().lower().startswith(b"<?php")
    if page.language == "go":
        return max(row, _below_package(page))
    return max(row, _below_block(page, row))


def _below_package(page: Page) -> int:
    """Above it stand build constraints, and what stands there becomes its documentation."""
    for node in page.root.children:
        if node.type == "package_clause":
            return node.end_point.row + 1
    return 0


def _below_block(page: Page, row: int) -> int:
    """A block of comment that opens a file may speak to test runners and compilers."""
    ink = page.first_ink(row) if row < page.rows else None
    if ink is None or not page.source.startswith(b"/*", ink):
        return row
    for node in page.around(ink, ink + 1):
        if is_comment(node):
            return node.end_point.row + 1
    return row


def in_page(page: Page, offset: int) -> bool:
    """Whether an offset of a PHP file stands in the page around the code."""
    before = bisect_left(page.tags, (offset + 1, False))
    return before == 0 or not page.tags[before - 1][1]
