"""What the engine asks of a language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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

    def named(self, name: str) -> list[str]:
        """Return every file with this base name, in the order of paths."""
        ...

    def is_name(self, name: str) -> bool:
        """Say whether any folder, or any file up to its first dot, is called so."""
        ...

    def text(self, path: str) -> str:
        """Return a file's text; empty if there is none."""
        ...

    def workspaces(self) -> dict[str, str]:
        """Return the name of every package in the tree and its folder."""
        ...


def _never(_: "Node", __: "Node") -> bool:
    return False


def _plain(_: "Node") -> bool:
    return False


def _nobody(_: "Node") -> str:
    return ""


def _no_objects(_: "Node") -> "tuple[Node, ...] | None":
    return None


def _nothing(_: "Node") -> "tuple[Node, ...]":
    return ()


def _itself(node: "Node") -> "Node":
    return node


def _untyped(_: "Node") -> "Node | None":
    return None


@dataclass(frozen=True)
class Shared:
    """Names that files see of each other without an import."""

    group: Callable[[str], str]
    """Which files: those whose paths give the same, a package's folder or nothing at all."""
    declares: Callable[[bytes], Iterable[str]]
    """The names a file may offer, read without a parser; `T.m` for a member `m` that stands
    outside of its class `T`, `+T` for what adds members to it. A superset of the truth."""
    spaces: Callable[[bytes], tuple[str, ...]] | None = None
    """The namespaces a file says it belongs to: where there are any, they are the groups."""
    sees: Callable[[bytes], tuple[str, ...]] | None = None
    """The groups whose names a file sees, nearest first; `*` for a name that only one group has.
    None where a file sees its own group only."""
    relative: bool = True
    """False where a namespace is named in full only."""


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
    whole: "Callable[[Node, Node], bool]" = _never
    """Says whether a node makes the one in it what its file is to those who import it."""
    by_import: bool = True
    """False where files see each other without importing anything."""
    first_is_self: bool = False
    """True where a method's first parameter is its instance."""
    shared: Shared | None = None
    """Names that need no import; None where every name does."""
    surfaces: tuple[Surface, ...] = ()
    """Further SDKs: what a file imports says which of them it uses."""
    converters: frozenset[str] = frozenset()
    """Functions and types whose call gives back its argument as a text."""
    library: Mapping[str, str] = field(default_factory=dict[str, str])
    """Functions of the language by name, and what they do to texts: words of `wording.WORDS`."""
    tabular: bool = False
    """True for a language out of tables: `wording` says what its methods do."""
    capitals_construct: bool = True
    """True where the call of a capitalised name makes an object."""
    implicit_this: bool = False
    """True where a bare name may be a member of the class around."""
    owner: "Callable[[Node], str]" = _nobody
    """The class of a method that stands outside of it, by name."""
    this_objects: "Callable[[Node], tuple[Node, ...] | None]" = _no_objects
    """The object literals whose members `this` has, the strongest last; None outside of such."""
    expected: "Callable[[Node], Node | None]" = _untyped
    """The type that is written for a value where it stands: a variable's, a parameter's."""
    begins: "Callable[[Node], Node]" = _itself
    """The node at whose first character the expression begins that a node belongs to."""
    roots: bool = False
    """True where a bare name may be that of a package, which needs no import."""
    extends: bool = False
    """True where classes are added to elsewhere: names with `+` in `Shared.declares`."""
    runs: "Callable[[Node], bool]" = _plain
    """Says whether a name runs the function it stands for: Ruby writes no brackets."""
    opens: "Callable[[Node], str] | None" = None
    """A class's whole name, where any file may open the class and add to it."""
    receives: bool = False
    """True where a function may be called like a method of its first parameter: those stand in
    `Shared.declares` as members of `this`."""
    accessors: "Callable[[str], tuple[str, ...]] | None" = None
    """What else a member may be called by: `getKey` for `key`."""
    beside: "Callable[[Node], Iterable[Node]]" = _nothing
    """Calls that a node takes part in although they stand behind it, the nearest first."""
