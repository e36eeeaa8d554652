"""Rules that read one type of node into what a type says. Each takes selectors and gives a rule."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from codebase.languages.tables.grammar import TypeRule
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import TypeNames, TypeObject, TypeShape

if TYPE_CHECKING:
    from tree_sitter import Node

    Pick = str | Callable[[Node], Node | None]

ReadType = Callable[["Node"], TypeShape]


def named(label: "Pick" = ".", *, separators: tuple[str, ...] = ("::", "\\")) -> TypeRule:
    """A type given by its name; qualified names are joined by dots."""

    def rule(node: "Node", _: ReadType) -> TypeShape:
        found = pick(node, label)
        if found is None:
            return None
        text = text_of(found)
        for separator in separators:
            text = text.replace(separator, ".")
        return TypeNames((text.strip("."),))

    return rule


def inside(inner: "Pick" = "#0") -> TypeRule:
    """A pointer, an optional, a generic's first part: what the inside says."""

    def rule(node: "Node", read: ReadType) -> TypeShape:
        found = pick(node, inner)
        return read(found) if found is not None and found != node else None

    return rule


def union_of(options: "Pick" = "#*") -> TypeRule:
    """`A | B`: the named ones."""

    def rule(node: "Node", read: ReadType) -> TypeShape:
        shapes = [read(option) for option in pick_all(node, options)]
        names = [name for shape in shapes if isinstance(shape, TypeNames) for name in shape.names]
        return TypeNames(tuple(names)) if names else None

    return rule


def fields_of(declaration: str, names: "Pick", typed: "Pick", holder: "Pick" = "#0") -> TypeRule:
    """A type written out: its fields and their types."""

    def rule(node: "Node", _: ReadType) -> TypeShape:
        found: list[tuple[str, Node]] = []
        place = pick(node, holder)
        for child in children_of(place) if place is not None else ():
            kind = pick(child, typed) if child.type == declaration else None
            if kind is not None:
                found.extend((text_of(name), kind) for name in pick_all(child, names))
        return TypeObject(tuple(found))

    return rule
