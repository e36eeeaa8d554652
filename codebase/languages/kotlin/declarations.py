"""What Kotlin's declarations bind, and what stands in its classes."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages import jvm
from codebase.languages.kotlin.nodes import LAMBDA, TYPES, after, expression, name_of
from codebase.languages.tables.grammar import (
    Import,
    Star,
)
from codebase.languages.tables.selecting import pick, pick_all, text_of
from codebase.outline import Place
from codebase.syntax import (
    ClassMember,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.forms import Spread
    from codebase.languages.tables.visitor import Visitor


def enum_entry(node: "Node") -> Iterable[ClassMember]:
    """Yield a constant of an enumeration, whose text is its name."""
    label = pick(node, ":identifier")
    if label is not None:
        yield ClassMember(text_of(label), node, "field", label, text=text_of(label))


def bases(node: "Node") -> "list[Node]":
    """Return what a class extends and implements."""
    listed = pick_all(node, ":delegation_specifiers>:delegation_specifier")
    found = (pick(item, ":explicit_delegation>:user_type, #0") for item in listed)
    return [base for base in found if base is not None]


def _value(node: "Node") -> "Node | None":
    """Return what a property is given: behind `=`, `by lazy`, or by its getter."""
    given = after(node, "=")
    if given is not None:
        return given
    lazy = pick(node, ":property_delegate>:call_expression")
    if lazy is not None and name_of(lazy) == "lazy":
        return pick(pick(lazy, LAMBDA) or lazy, "#-1")
    return lazy


def property_of(node: "Node") -> Iterable[ClassMember]:
    """Yield a property of a class, as a getter if it has one."""
    kind = pick(node, f":variable_declaration>{TYPES}")
    label = pick(node, ":variable_declaration>:identifier")
    getter = pick(node, ":getter")
    if label is None:
        return
    if getter is not None and pick(getter, ":function_body") is not None:
        yield ClassMember(text_of(label), getter, "getter")
    else:
        yield ClassMember(text_of(label), node, "field", _value(node), kind)


def declared(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`val x = …`; one with a getter is what that gives."""
    several = pick(node, ":multi_variable_declaration")
    label, given = pick(node, ":variable_declaration>:identifier"), _value(node)
    kind = pick(node, f":variable_declaration>{TYPES}")
    getter = pick(node, ":getter>:function_body")
    if several is not None:
        for at, name in enumerate(pick_all(several, ":variable_declaration")):
            inner = pick(name, ":identifier")
            if inner is not None:
                visitor.add(text_of(inner), "value", given or inner, node, place, path=(at,))
    elif label is not None and getter is not None and given is None:
        given = expression(getter)
        visitor.add(text_of(label), "value", given or getter, node, place, typed=kind)
    elif label is not None and given is not None:
        visitor.add(text_of(label), "value", given, node, place, typed=kind)
    elif label is not None:
        visitor.add(text_of(label), "opaque", label, node, place, typed=kind)


def loop(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`for (x in xs)`, `for ((a, b) in xs)`."""
    whole = after(node, "in")
    names = pick_all(node, ":variable_declaration>:identifier") or [
        inner
        for item in pick_all(node, ":multi_variable_declaration>:variable_declaration")
        if (inner := pick(item, ":identifier")) is not None
    ]
    for at, name in enumerate(names):
        if whole is None:
            visitor.add(text_of(name), "opaque", name, node, place)
        else:
            path = (at,) if len(names) > 1 else ()
            visitor.add(text_of(name), "element", whole, node, place, path=path)


def body(node: "Node") -> "Node | None":
    """Return what a function gives if its body is an expression."""
    body = pick(node, ":function_body")
    return expression(body) if body is not None else None


def last(node: "Node") -> "Node | None":
    """Return what a function literal gives: its last expression."""
    given = pick(node, "#-1")
    return None if given is None or given.type == "lambda_parameters" else given


def returns(node: "Node") -> "Node | None":
    """Return the type behind the parameters."""
    listed = pick(node, ":function_value_parameters")
    behind = listed.next_named_sibling if listed is not None else None
    return behind if behind is not None and behind.type.endswith("_type") else None


def default_of(node: "Node") -> "Node | None":
    """Return a parameter's default, which stands behind it."""
    sign = node.next_sibling
    return sign.next_named_sibling if sign is not None and sign.type == "=" else None


def rest_of(node: "Node") -> "Spread":
    """Say whether a parameter takes all that follows: `vararg` stands before it."""
    before = node.prev_named_sibling
    listed = before is not None and before.type == "parameter_modifiers" and before
    return "*" if listed and "vararg" in text_of(listed) else ""


def getter_name(node: "Node") -> "Node | None":
    """Return the name of the property that a getter is for."""
    return pick(node.parent, ":variable_declaration>:identifier") if node.parent else None


def imported(node: "Node") -> Iterator[Import | Star]:
    """Yield what an import brings in."""
    path, local = pick(node, ":qualified_identifier|identifier"), pick(node, "#-1")
    if path is None:
        return
    if text_of(node).rstrip().endswith("*"):
        yield Star(jvm.dotted(path))
    else:
        renamed = local is not None and local != path
        yield jvm.imported(jvm.dotted(path), text_of(local) if renamed and local else "")


def keyword(node: "Node") -> "Node | None":
    """Return the word that makes a declaration one of an object."""
    return next((child for child in node.children if child.type == "object"), None)


def itself(node: "Node") -> Iterable[ClassMember]:
    """What Java calls the object that a declaration makes."""
    if node.parent is not None:
        yield ClassMember("INSTANCE", node.parent, "class", static=True)


def companion(node: "Node") -> Iterable[ClassMember]:
    """Yield the companion of a class, whose members are those of the class, too."""
    label = pick(node, ":identifier")
    yield ClassMember(
        text_of(label) if label is not None else "Companion", node, "class", static=True
    )
