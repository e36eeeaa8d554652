"""Which strings may an expression be? Nothing is ever run, nothing is ever guessed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.modules import Module, Project


@dataclass(frozen=True, order=True)
class Definition:
    """A constant, object member or enum member that a key was read from.

    The bytes are the whole definition: `KEY = 'x'` (the declarator, without `const`), the pair
    `Side: 'x'`, the enum member, the Python assignment, the static field.
    """

    path: str
    name: str
    start_byte: int
    end_byte: int


@dataclass(frozen=True)
class Resolution:
    """What is known about an expression's string value."""

    values: tuple[str, ...] = ()
    """Every string it may be, sorted; empty if nothing is known."""
    exact: bool = False
    """True if `values` is complete: the expression is one of them and nothing else."""
    prefix: str = ""
    """The literal beginning of a value that is not known. A hint for people, never a key."""
    definitions: tuple[Definition, ...] = ()
    """The constants it went through, in the order path, position."""


def resolve(node: "Node", module: "Module", project: "Project") -> Resolution:
    """Evaluate one expression of `module`, following constants across files of `project`.

    A parameter that callers decide is not known here: not exact, and no values unless its type is
    a closed set.
    """
    raise NotImplementedError
