"""What binds names, and what classes hold."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.csharp.calls import label_of
from codebase.languages.tables import members, types
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place
from codebase.syntax import (
    ClassMember,
    TypeShape,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor


def expression(node: "Node") -> "Node | None":
    """Return the expression that a function without statements gives."""
    body = pick(node, "body, value")
    if body is None:
        getter = _getter(node)
        body = pick(getter, "body") if getter is not None else None
    if body is not None and body.type == "arrow_expression_clause":
        return pick(body, "#0")
    plain = body is not None and body.type != "block" and node.type == "lambda_expression"
    return body if plain else None


def _getter(node: "Node") -> "Node | None":
    accessors = pick_all(node, "accessors>:accessor_declaration")
    return next((a for a in accessors if text_of(a).lstrip().startswith("get")), None)


def fields(node: "Node") -> Iterator[ClassMember]:
    """A property: one that computes its value is a getter."""
    name, value = pick(node, "name"), pick(node, "value")
    getter = _getter(node)
    arrow = value is not None and value.type == "arrow_expression_clause"
    static = members.has_modifier(node, frozenset({"static"}))
    if name is None:
        return
    if arrow or (getter is not None and pick(getter, "body") is not None):
        yield ClassMember(text_of(name), node, "getter", static=static)
    else:
        yield ClassMember(text_of(name), node, "field", value, pick(node, "type"), static)


def enum_member(node: "Node") -> Iterator[ClassMember]:
    """A member of an enumeration is what it is called, as a text."""
    name = pick(node, "name")
    if name is not None:
        yield ClassMember(text_of(name), node, "field", name, static=False, text=text_of(name))


def parameters(node: "Node") -> "Node | None":
    """Return what holds the parameters: of `x => …` the lambda itself."""
    listed = pick(node, "parameters")
    return node if listed is not None and listed.type == "implicit_parameter" else listed


def owner(node: "Node") -> str:
    """Return `this` for an extension method, which any object of a type may be asked for."""
    first = pick(node, "parameters>:parameter")
    extends = first is not None and text_of(first.children[0]) == "this"
    return "this" if extends else ""


def default(node: "Node") -> "Node | None":
    """Return what stands behind `=` in a parameter."""
    sign = next((child for child in node.children if child.type == "="), None)
    return sign.next_named_sibling if sign is not None else None


def rest(node: "Node") -> "Node | None":
    """Return the name of `params T[] name`, which has no node of its own."""
    listed = node.parent is not None and node.parent.type == "parameter_list"
    return node.next_named_sibling if listed else None


def is_primary(node: "Node") -> bool:
    """Say whether parameters are a class's own."""
    return node.parent is not None and node.parent.type in CLASSES


CLASSES = frozenset(
    {"class_declaration", "record_declaration", "struct_declaration", "record_struct_declaration"}
)


def is_partial(node: "Node") -> bool:
    """Say whether a node is a part of its class only."""
    return members.has_modifier(node, frozenset({"partial"}))


def bases(node: "Node") -> "list[Node]":
    """Return what a class extends and implements."""
    held = pick_all(node, ":base_list>#*")
    return [base for base in held if base.type != "argument_list"]


def declared(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`T x = value`, `var (a, b) = value`."""
    parts, kind = children_of(node), pick(node, "type")
    typed = kind if kind is not None and kind.type != "implicit_type" else None
    for item in pick_all(node, ":variable_declarator"):
        parts = children_of(item)
        value = (
            parts[-1] if len(parts) > 1 and parts[-1].type != "bracketed_argument_list" else None
        )
        if parts[0].type == "tuple_pattern":
            for name, path in visitor.bound(parts[0]):
                visitor.add(text_of(name), "value", value or name, item, place, path=path)
        else:
            kind_of = "value" if value is not None else "opaque"
            visitor.add(text_of(parts[0]), kind_of, value or item, item, place, typed=typed)


def loop(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`foreach (var x in xs)`."""
    left = pick(node, "left")
    if left is not None and left.type == "identifier":
        visitor.add(text_of(left), "value", node, left, place, typed=_loop_type(node))
    for name, _ in visitor.bound(left) if left is not None and left.type != "identifier" else ():
        visitor.add(text_of(name), "opaque", name, node, place)


def _loop_type(node: "Node") -> "Node | None":
    kind = pick(node, "type")
    return kind if kind is not None and kind.type != "implicit_type" else None


def counted(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`x++`: nobody knows how often."""
    target = pick(node, "#0")
    if target is not None and ("++" in text_of(node) or "--" in text_of(node)):
        visitor.reassign(target, None, node, place, sure=False)


_HELD = frozenset({"Task", "ValueTask", "Lazy", "Nullable", "IOptions", "Mock"})
"""Types of which only what they hold matters."""


def generic(node: "Node", read: "Callable[[Node], TypeShape]") -> TypeShape:
    """A generic type: of a few only what they hold matters."""
    held = pick(node, ":type_argument_list>#0")
    if held is not None and label_of(node) in _HELD:
        return read(held)
    return types.named("#0")(node, read)
