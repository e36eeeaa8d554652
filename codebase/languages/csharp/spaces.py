"""Namespaces: what a file is in, uses and offers."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Files
from codebase.languages.tables.grammar import (
    Import,
    Star,
)
from codebase.languages.tables.selecting import pick, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def imported(node: "Node") -> Iterator[Import | Star]:
    """`using A.B`, `using static A.B.C`, `using X = A.B.C`."""
    alias, named = pick(node, "name"), pick(node, "#-1")
    whole = text_of(named).removeprefix("global::") if named is not None else ""
    if alias is not None:
        space, _, last = whole.rpartition(".")
        yield Import(text_of(alias), space or whole, last if space else "*")
    elif whole:
        yield Star(whole)


_NAMESPACE = re.compile(rb"(?m)^[ \t]*namespace[ \t]+([\w.]+)")


_USING = re.compile(
    rb"(?m)^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:global::)?([\w.]+)[ \t]*;"
)


_NAME = re.compile(rb"\b(?:class|interface|enum|struct|record)[ \t]+(?!class\b|struct\b)(\w+)")


_PARTIAL = re.compile(rb"\bpartial[ \t]+(?:class|interface|struct|record)[ \t]+(\w+)")


_EXTENSION = re.compile(rb"\b(\w+)(?:<[^<>()]*>)?[ \t]*\(\s*this\s")


def _decoded(found: "Iterator[re.Match[bytes]]") -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in found)


def specifiers(source: bytes) -> Iterator[str]:
    """Yield the namespaces that a file uses."""
    return _decoded(_USING.finditer(source))


def declares(source: bytes) -> Iterator[str]:
    """Yield the names that a file may offer."""
    yield from _decoded(_NAME.finditer(source))
    for name in _decoded(_PARTIAL.finditer(source)):
        yield f"+{name}"
    for name in _decoded(_EXTENSION.finditer(source)):
        yield f"this.{name}"


def spaces(source: bytes) -> tuple[str, ...]:
    """Return the namespaces of a file."""
    return tuple(_decoded(_NAMESPACE.finditer(source))) or ("",)


def sees(source: bytes) -> tuple[str, ...]:
    """Return the namespaces around, inner ones first, then the imported ones, then any."""
    found: list[str] = []
    for space in spaces(source):
        parts = space.split(".")
        found.extend(".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(dict.fromkeys((*found, "", *specifiers(source), "*")))


def no_files(_: Files) -> "Callable[[str, str], str | None]":
    """Names are found by their namespaces."""
    return lambda _importer, _specifier: None
