"""What the engine asks of a language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from codebase.outline import Outline
from codebase.surface import Surface
from codebase.syntax import ClassShape, Form, FunctionShape, TypeShape

if TYPE_CHECKING:
    from tree_sitter import Node


class Files(Protocol):
    """What import resolution asks of a tree."""

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        ...

    def has_folder(self, path: str) -> bool:
        """Say whether there is such a folder."""
        ...

    def config(self, path: str) -> dict[str, Any]:
        """Return a JSON file's object; empty if there is none."""
        ...

    def workspaces(self) -> dict[str, str]:
        """Return the name of every package in the tree and its folder."""
        ...


@dataclass(frozen=True)
class LanguageReader:
    """One language: how its nodes are read, how its files find each other, what its SDK offers."""

    surface: Surface
    outline: "Callable[[Node, bytes], Outline]"
    form: "Callable[[Node], Form]"
    function: "Callable[[Node], FunctionShape]"
    class_: "Callable[[Node], ClassShape]"
    type: "Callable[[Node], TypeShape]"
    specifiers: Callable[[bytes], Iterator[str]]
    resolver: Callable[[Files], Callable[[str, str], str | None]]
    """Given a tree, returns what finds the file an importer's specifier means."""
    calls: frozenset[str]
    """Types of nodes that call: calls, constructions, tags."""
    classes: frozenset[str]
    """Types of nodes that are classes, enums or interfaces."""
    reads: frozenset[str]
    """Types of nodes that may take one value out of many: members, items, membership tests."""
    first_is_self: bool = False
    """True where a method's first parameter is its instance."""
