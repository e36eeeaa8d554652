"""Which strings may an expression be? Nothing is ever run, nothing is ever guessed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition, Open, Text, Unknown, Value, alternatives, settled
from codebase.modules import Module, Project

if TYPE_CHECKING:
    from tree_sitter import Node


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


def resolve(
    node: "Node", module: Module, project: Project, *, engine: Evaluator | None = None
) -> Resolution:
    """Evaluate one expression of `module`, following constants across files of `project`.

    A parameter that callers decide is not known here: not exact, and no values unless its type is
    a closed set. Many questions are cheaper with one `engine`.
    """
    return of_value((engine or Evaluator(project)).evaluate(module, node, None))


def of_value(value: Value) -> Resolution:
    """Say what a value means as a key."""
    options = alternatives(settled(value))
    texts = [option for option in options if isinstance(option, Text)]
    prefixes = [option.prefix for option in options if isinstance(option, Unknown)]
    decided = not any(isinstance(option, Open) for option in alternatives(value))
    return Resolution(
        values=tuple(sorted({text.text for text in texts})),
        exact=bool(texts) and len(texts) == len(options) and decided,
        prefix=next((prefix for prefix in prefixes if prefix), ""),
        definitions=tuple(sorted({d for text in texts for d in text.definitions})),
    )
