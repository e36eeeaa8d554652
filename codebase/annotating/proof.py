"""Is the file what it was, but for comments? Asked of the parser, without the rules of places."""

import ast
import warnings
from collections.abc import Iterator, Sequence

from codebase.annotating.page import Page
from codebase.annotating.shapes import RENDERED, is_comment
from codebase.parsing import COMPONENTS

Token = tuple[int, str, bytes]
"""How deep in the tree a leaf stands, its type, its text."""

_PHP_BEGINS, _PHP_ENDS = b"<?php ", b" ?>"

Range = tuple[int, int]
"""Bytes of the annotated file that were added."""


def holds(before: Page, after: Page, added: Sequence[Range]) -> bool:
    """Whether only comments were added: no new error, and every token where it was."""
    return (
        _taken_out(after.source, added) == before.source
        and all(_is_comment(after, start, end) for start, end in added)
        and _errors(before) == _errors(after)
        and list(_tokens(before)) == list(_tokens(after))
        and _same_python(before, after)
    )


def _taken_out(source: bytes, added: Sequence[Range]) -> bytes:
    parts: list[bytes] = []
    last = 0
    for start, end in added:
        parts.append(source[last:start])
        last = end
    return b"".join((*parts, source[last:]))


def _is_comment(page: Page, start: int, end: int) -> bool:
    """Whether a line is one comment, and the comment is no more than that line."""
    line = page.source[start:end]
    first, last = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    if page.language in COMPONENTS and not page.is_code(first):
        return not page.code[start:end].strip()
    if line.startswith(_PHP_BEGINS):
        first, last = first + len(_PHP_BEGINS), last - len(_PHP_ENDS)
    comment = next((node for node in page.around(first, last) if is_comment(node)), None)
    return comment is not None and comment.start_byte == first and comment.end_byte <= end


def _errors(page: Page) -> list[bytes | None]:
    if not page.root.has_error:
        return []
    found: list[bytes | None] = []
    stack = [page.root]
    while stack:
        node = stack.pop()
        if node.type == "ERROR" or node.is_missing:
            found.append(node.text)
        elif node.has_error:
            stack.extend(reversed(node.children))
    return found


def _tokens(page: Page) -> Iterator[Token]:
    """Yield the leaves that mean something, in order. What is rendered counts as it is rendered."""
    pages = page.language == "php"
    leaves = _joined(_leaves(page))
    return _without_empty_php(leaves) if pages else leaves


def _leaves(page: Page) -> Iterator[Token]:
    stack = [(page.root, 0)]
    while stack:
        node, depth = stack.pop()
        if is_comment(node):
            if node.type == "jsx_expression":
                yield depth, "jsx_comment", b""
            continue
        if node.child_count:
            stack.extend((child, depth + 1) for child in reversed(node.children))
        elif (text := node.text or b"").strip() or node.type in RENDERED:
            yield depth, node.type, text


def _joined(leaves: Iterator[Token]) -> Iterator[Token]:
    """Join the rendered text between two tags or expressions, as JSX does."""
    texts: list[bytes] = []
    for leaf in leaves:
        depth, kind, text = leaf
        if kind in RENDERED:
            texts.append(text)
            continue
        if texts and (rendered := _rendered(b"".join(texts))):
            yield 0, "jsx_text", rendered
        texts = []
        if kind != "jsx_comment":
            yield depth, kind, text


def _rendered(text: bytes) -> bytes:
    """Return what React gets of a text: lines trimmed where others begin or end, joined."""
    lines = text.replace(b"\r\n", b"\n").split(b"\n")
    last = len(lines) - 1
    trimmed = [
        line.lstrip(b" \t" if number else b"").rstrip(b"" if number == last else b" \t")
        for number, line in enumerate(lines)
    ]
    return b" ".join(line for line in trimmed if line)


def _without_empty_php(leaves: Iterator[Token]) -> Iterator[Token]:
    """Leave out PHP without code, and cut the page around it into words, wherever they stand."""
    kept: list[Token] = []
    for _, kind, text in leaves:
        if kind == "php_end_tag" and kept and kept[-1][1] == "php_tag":
            kept.pop()
        elif kind == "text":
            kept.extend((0, kind, word) for word in text.split())
        else:
            kept.append((0, kind, text))
    yield from kept


def _same_python(before: Page, after: Page) -> bool:
    """Python's own parser takes the file too, if it took it before, and sees no difference."""
    if before.language != "python":
        return True
    was = _parsed(before.source)
    return was is None or was == _parsed(after.source)


def _parsed(source: bytes) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
