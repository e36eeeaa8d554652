"""Handlers for the nodes that bind names. Each function takes selectors and gives a handler."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from codebase.languages.tables.grammar import Handler
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

    Pick = str | Callable[[Node], Node | None]


def declare(
    names: "Pick", values: "Pick" = "", typed: "Pick" = "", *, hoisted: bool = False
) -> Handler:
    """`var a, b T = x, y`, `a, b := x, y`: as many values as names, or one for the first of them.

    Where one value stands for several names of a list (not of a pattern in brackets), the first
    gets it: the others are errors and tell-tales.
    """

    def handler(visitor: "Visitor", node: "Node", place: Place) -> None:
        here = visitor.hoisted(place) if hoisted else place
        kind = pick(node, typed) if typed else None
        targets = _flat(visitor, pick_all(node, names))
        given = _flat(visitor, pick_all(node, values)) if values else []
        for at, target in enumerate(targets):
            value = given[at] if at < len(given) else None
            label = text_of(target)
            if value is None:
                visitor.add(label, "opaque", target, node, here, typed=kind)
            elif label != "_":
                visitor.add(label, "value", value, node, here, typed=kind)

    return handler


def unpack(target: "Pick", value: "Pick", *, hoisted: bool = False) -> Handler:
    """`val (a, b) = x`, `[$a, $b] = x`: a pattern that is taken apart by position."""

    def handler(visitor: "Visitor", node: "Node", place: Place) -> None:
        here = visitor.hoisted(place) if hoisted else place
        pattern, given = pick(node, target), pick(node, value)
        for name, path in visitor.bound(pattern) if pattern is not None else ():
            kind = "value" if given is not None else "opaque"
            visitor.add(text_of(name), kind, given or name, node, here, path=path)

    return handler


def assign(left: "Pick" = "left", right: "Pick" = "right", *, plain: str = "=") -> Handler:
    """`x = value`, `this.x = value`, `v.field = value`; with another sign `x` is no constant.

    `??=` and `||=` add one more value.
    """

    def handler(visitor: "Visitor", node: "Node", place: Place) -> None:
        targets = _flat(visitor, pick_all(node, left))
        given = _flat(visitor, pick_all(node, right))
        sign = _sign(node)
        for at, target in enumerate(targets):
            value = given[at] if at < len(given) and sign in (plain, "??=", "||=", "=") else None
            sure = sign not in ("??=", "||=")
            visitor.reassign(target, value, node, place, sure=sure)

    return handler


def _sign(node: "Node") -> str:
    plain = [c for c in node.children if not c.is_named or c.type.endswith("operator")]
    return next((text_of(child) for child in plain if text_of(child).endswith("=")), "=")


def loop(names: "Pick", values: "Pick", *, last: bool = False) -> Handler:
    """`for x in values`; with `last` the names before the last are positions or keys."""

    def handler(visitor: "Visitor", node: "Node", place: Place) -> None:
        whole = pick(node, values)
        targets = pick_all(node, names)
        flat = _flat(visitor, targets)
        for at, target in enumerate(flat):
            label = text_of(target)
            if whole is None or (last and at + 1 < max(len(flat), 2)):
                visitor.add(label, "opaque", target, node, place)
            else:
                path = () if last or len(flat) == 1 else (at,)
                visitor.add(label, "element", whole, node, place, path=path)

    return handler


def hide(names: "Pick") -> Handler:
    """A name about whose value nothing is known: a caught error, a pattern's capture."""

    def handler(visitor: "Visitor", node: "Node", place: Place) -> None:
        for target in _flat(visitor, pick_all(node, names)):
            visitor.add(text_of(target), "opaque", target, node, place)

    return handler


def alias(name: "Pick" = "name", typed: "Pick" = "type") -> Handler:
    """`type T = U`: another name of a type."""

    def handler(_: "Visitor", node: "Node", place: Place) -> None:
        label, kind = pick(node, name), pick(node, typed)
        if label is not None and kind is not None:
            place.scope.types[text_of(label)] = kind

    return handler


def _flat(visitor: "Visitor", nodes: "list[Node]") -> "list[Node]":
    """Return the items of lists, one level deep."""
    found: list[Node] = []
    for node in nodes:
        found.extend(children_of(node) if node.type in visitor.grammar.targets else [node])
    return found
