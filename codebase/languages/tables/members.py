"""Readers of what stands in a class's body. Each function takes selectors and gives a reader."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from codebase.languages.tables.grammar import Members
from codebase.languages.tables.selecting import pick, pick_all, text_of
from codebase.syntax import ClassMember

if TYPE_CHECKING:
    from tree_sitter import Node

    Pick = str | Callable[[Node], Node | None]


def method(
    name: "Pick" = "name",
    *,
    kind: Literal["method", "getter"] = "method",
    body: "Pick" = "",
    static: "bool | Callable[[Node], bool] | None" = None,
) -> Members:
    """A function of the class: the node is one of `Grammar.functions`.

    One without the `body` that is asked for is a mere promise, which those who implement keep.
    """

    def reader(node: "Node") -> Iterable[ClassMember]:
        label = pick(node, name)
        if label is not None and (not body or pick(node, body) is not None):
            yield ClassMember(text_of(label), node, kind, static=_static(node, static))

    return reader


def fields(
    names: "Pick",
    values: "Pick" = "",
    typed: "Pick" = "",
    *,
    each: "Pick" = ".",
    strip: str = "",
    static: "bool | Callable[[Node], bool] | None" = None,
) -> Members:
    """Fields, constants, enum members. `each` selects the declarators inside the node.

    `names` and `values` are looked for in each declarator, `typed` in the node; without a value the
    field has only its type.
    """

    def reader(node: "Node") -> Iterable[ClassMember]:
        kind = pick(node, typed) if typed else None
        for item in pick_all(node, each):
            given = pick_all(item, values) if values else []
            for at, label in enumerate(pick_all(item, names)):
                yield ClassMember(
                    text_of(label).strip(strip),
                    item,
                    "field",
                    given[at] if at < len(given) else None,
                    kind,
                    static=_static(node, static),
                )

    return reader


def nested(name: "Pick" = "name") -> Members:
    """A class inside a class."""

    def reader(node: "Node") -> Iterable[ClassMember]:
        label = pick(node, name)
        if label is not None:
            yield ClassMember(text_of(label), node, "class", static=True)

    return reader


def _static(node: "Node", static: "bool | Callable[[Node], bool] | None") -> bool:
    if callable(static):
        return static(node)
    return has_modifier(node, frozenset({"static", "const"})) if static is None else static


def has_modifier(node: "Node", words: frozenset[str]) -> bool:
    """Say whether a declaration carries one of these modifiers."""
    for child in node.children:
        if not child.is_named or child.named_child_count == 0:
            if words & set(text_of(child).split()):
                return True
        elif "modifier" in child.type and words & set(text_of(child).split()):
            return True
    return False
