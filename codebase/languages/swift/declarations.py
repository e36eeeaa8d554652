"""What Swift's functions, classes and variables declare."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from codebase.languages.swift.expressions import TYPES
from codebase.languages.tables import members
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place, nodes_of
from codebase.syntax import (
    ClassMember,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor


def _is_kind(node: "Node", kind: str) -> bool:
    found = node.child_by_field_name("declaration_kind")
    return found is not None and found.type == kind


def is_enum(node: "Node") -> bool:
    """Say whether a type is an enumeration with members."""
    return _is_kind(node, "enum") and pick(node, "body>:enum_entry") is not None


def extended(node: "Node") -> str:
    """Return the class that an extension adds to."""
    name = pick(node, "name") if _is_kind(node, "extension") else None
    return text_of(name).partition("<")[0].rpartition(".")[2] if name is not None else ""


def bases(node: "Node") -> "list[Node]":
    """Return what a type conforms to, and for an extension what it adds to."""
    own = [name] if extended(node) and (name := pick(node, "name")) is not None else []
    inherited = pick_all(node, ":inheritance_specifier")
    return own + [kind for each in inherited if (kind := pick(each, "inherits_from")) is not None]


_Property = tuple["Node", "Node | None", "Node | None", "Node | None"]


def properties(node: "Node") -> list[_Property]:
    """Return the names of a declaration: each with its type, its value, its getter."""
    found: list[_Property] = []
    for at, child in enumerate(node.children):
        field = node.field_name_for_child(at)
        if field == "name":
            found.append((child, None, None, None))
            continue
        name, kind, value, getter = found[-1] if found else (node, None, None, None)
        if child.type == "type_annotation":
            kind = pick(child, "name")
        elif field == "value":
            value = child
        elif field == "computed_value":
            getter = child
        found[-1:] = [(name, kind, value, getter)] if found else []
    return found


def property_members(node: "Node") -> Iterable[ClassMember]:
    """Yield the properties of one declaration."""
    static = members.has_modifier(node, frozenset({"static", "class"}))
    listed = properties(node)
    for pattern, kind, value, getter in listed:
        name = pick(pattern, "bound_identifier")
        whole = node if len(listed) == 1 else pattern
        if name is not None and getter is not None:
            yield ClassMember(text_of(name), getter, "getter", static=static)
        elif name is not None:
            yield ClassMember(text_of(name), whole, "field", value, kind, static)


def case_members(node: "Node") -> Iterable[ClassMember]:
    """The members of an enumeration: what is not said otherwise is called like the member."""
    for name in node.children_by_field_name("name"):
        sign = name.next_sibling
        raw = sign.next_sibling if sign is not None and sign.type == "=" else None
        label = text_of(name).strip("`")
        yield ClassMember(label, name, "field", raw or name, text=None if raw else label)


def declaration(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`let a = x`, `var (a, b) = y` outside of a type."""
    if place.scope.kind == "class":
        return
    for pattern, kind, value, getter in properties(node):
        given = value or (body(getter) if getter is not None else None)
        flat = pick(pattern, "bound_identifier")
        bound = [(flat, ())] if flat is not None else visitor.bound(pattern)
        for name, path in bound:
            source = "value" if given is not None else "opaque"
            visitor.add(text_of(name), source, given or node, node, place, path=path, typed=kind)


def conditions(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`if let x = y`, `guard let x = y`; `if let x` leaves x what it is."""
    for at, child in enumerate(node.children):
        if node.field_name_for_child(at) != "bound_identifier":
            continue
        signs = [n for n, c in enumerate(node.children) if n > at and c.type in ("=", ",", "{")]
        sign = signs[0] if signs else len(node.children)
        value = node.children[sign + 1] if sign + 1 < len(node.children) else None
        given = sign < len(node.children) and node.children[sign].type == "="
        if given and value is not None and text_of(value) != text_of(child):
            visitor.add(text_of(child), "value", value, child, place)


def alias(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`typealias T = U`: T is what U is."""
    name, kind = pick(node, "#0"), pick(node, TYPES)
    if name is not None and kind is not None:
        visitor.add(text_of(name), "value", kind, node, place)


def body(node: "Node") -> "Node | None":
    """Return what a body of one statement is worth."""
    block = pick(node, "body>:statements, :computed_getter>:statements, :statements")
    inner = children_of(block) if block is not None else []
    if len(inner) != 1 or inner[0].type in ("assignment", "for_statement", "guard_statement"):
        return None
    return block


def result(node: "Node") -> "Node | None":
    """Return the value of the one expression of a function that has a result."""
    return body(node) if pick(node, TYPES) is not None else None


def label(node: "Node") -> "Node | None":
    """Return what callers call a parameter."""
    return pick(node, "external_name, name")


def default(node: "Node") -> "Node | None":
    """Return what stands behind the sign of a parameter."""
    sign = node.next_sibling
    return sign.next_named_sibling if sign is not None and sign.type == "=" else None


def property_of(node: "Node") -> "Node | None":
    """Return the name of the property a getter is of."""
    holder = node.parent
    return pick(holder, "name>bound_identifier") if holder is not None else None


def first_anonymous(node: "Node") -> "Node | None":
    """Return the first `$0` of a closure without parameters."""
    found = nodes_of(node, frozenset({"simple_identifier"}))
    return next((name for name in found if text_of(name) == "$0"), None)
