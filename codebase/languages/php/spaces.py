"""Namespaces: what a file is in, imports and offers, and what a name means."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Files
from codebase.languages.tables.grammar import (
    Import,
)
from codebase.languages.tables.selecting import pick, pick_all, text_of
from codebase.syntax import (
    TypeNames,
    TypeShape,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def dotted(name: str) -> str:
    """Return a name with dots between its parts."""
    return name.strip("\\").replace("\\", ".")


def is_whole(name: str) -> bool:
    """Say whether a name says all of its namespace; the SDK's is the same from everywhere."""
    return name.startswith(("\\", "PostHog\\"))


def imported(node: "Node") -> Iterator[Import]:
    """`use A\\B`, `use A\\{B, C as D}`, `use function A\\b`."""
    group = pick(node, "body")
    before = pick(node, ":namespace_name") if group is not None else None
    for clause in pick_all(group or node, ":namespace_use_clause"):
        name, alias = pick(clause, ":qualified_name, :name"), pick(clause, "alias")
        if name is None:
            continue
        front = f"{text_of(before)}." if before is not None else ""
        space, _, last = dotted(f"{front}{text_of(name)}").rpartition(".")
        yield Import(text_of(alias) if alias is not None else last, space, last)


def type_named(node: "Node", _: object) -> TypeShape:
    """A type by its name; one with its whole namespace begins with a dot."""
    name = pick(node, ":name|qualified_name, .")
    written = text_of(name) if name is not None else ""
    whole = dotted(written)
    return TypeNames((f".{whole}" if is_whole(written) else whole,))


_SPACE = re.compile(rb"(?m)(?:^|<\?php|[;}])[ \t]*namespace\s+([\w\\]+)\s*[;{]")


_IMPORT = re.compile(rb"(?m)^[ \t]*use[ \t]+(?:function[ \t]+|const[ \t]+)?([\w\\]+)")


_NAME = re.compile(
    rb"\b(?:class|interface|trait|enum|function)[ \t]+&?(\w+)"
    rb"|\bconst[ \t]+(?:\w+[ \t]+)?(\w+)[ \t]*=|\bdefine\([ \t]*['\"](\w+)"
)


def _decoded(name: bytes) -> str:
    return dotted(name.decode("utf-8", "replace"))


def specifiers(source: bytes) -> Iterator[str]:
    """Yield what a file imports."""
    return (_decoded(match[1]) for match in _IMPORT.finditer(source))


def declares(source: bytes) -> Iterator[str]:
    """Yield the names that a file may offer."""
    return (_decoded(match[match.lastindex or 1]) for match in _NAME.finditer(source))


def spaces(source: bytes) -> tuple[str, ...]:
    """Return the namespaces of a file."""
    return tuple(_decoded(match[1]) for match in _SPACE.finditer(source)) or ("",)


def sees(source: bytes) -> tuple[str, ...]:
    """Return the namespaces whose names a file sees."""
    return tuple(dict.fromkeys((*spaces(source), "")))


def no_files(_: Files) -> "Callable[[str, str], str | None]":
    """Names are found by their namespaces."""
    return lambda _importer, _specifier: None
