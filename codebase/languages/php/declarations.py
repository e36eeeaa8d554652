"""What binds names, and what classes hold."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.languages.php.texts import pieces
from codebase.languages.tables import binding, members
from codebase.languages.tables.selecting import pick, pick_all, text_of
from codebase.outline import Place, Step
from codebase.syntax import (
    ClassMember,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor


def method(node: "Node") -> Iterator[ClassMember]:
    """A method; a constructor may declare fields, too."""
    yield from _METHOD(node)
    for item in pick_all(node, "parameters>:property_promotion_parameter"):
        name = pick(item, "name")
        if name is not None:
            label = text_of(name).lstrip("$")
            yield ClassMember(label, item, "field", name, pick(item, "type"))


_METHOD = members.method(body="body", static=lambda node: _is_static(node))


def _is_static(node: "Node") -> bool:
    return pick(node, ":static_modifier") is not None


def fields(node: "Node") -> Iterator[ClassMember]:
    """A property; a static one is asked for with its sign: `self::$x`."""
    for item in _PROPERTY(node):
        yield replace(item, name=f"${item.name}") if item.static else item


_PROPERTY = members.fields(
    "name", "default_value", "type", each=":property_element", strip="$", static=_is_static
)


def bases(node: "Node") -> "list[Node]":
    """Return what a class extends, implements and uses."""
    holders = [*pick_all(node, ":base_clause|class_interface_clause")]
    holders.extend(pick_all(node, "body>:use_declaration"))
    names = ":name|qualified_name"
    return [name for holder in holders for name in pick_all(holder, names)]


def assign(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`$x = value`, or `['a' => $x, 'b' => [$y]] = value`."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or left.type not in ("list_literal", "array_creation_expression"):
        _ASSIGN(visitor, node, place)
        return
    for name, path in _taken(left):
        visitor.add(text_of(name), "value", right or name, node, visitor.hoisted(place), path=path)


_ASSIGN = binding.assign()


def _taken(pattern: "Node") -> "Iterator[tuple[Node, tuple[Step, ...]]]":
    """Yield the variables of a pattern, and the way into the value that each takes."""
    stack: list[tuple[Node, tuple[Step, ...]]] = [(pattern, ())]
    while stack:
        node, way = stack.pop()
        step: Step = 0
        if node.type == "variable_name":
            yield node, way
        for child in node.children if node.type == "list_literal" else ():
            if child.next_sibling is not None and child.next_sibling.type == "=>":
                step = "".join(str(part) for part in pieces(child))
            elif child.is_named:
                stack.append((child, (*way, step)))
                step = step + 1 if isinstance(step, int) else step


def loop(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`foreach (X as $k => $v)`."""
    target = pick(node, "#1")
    key = pick(target, "#0") if target is not None and target.type == "pair" else None
    value = pick(target, "#1") if target is not None and key is not None else target
    here = visitor.hoisted(place)
    if key is not None:
        visitor.add(text_of(key), "opaque", key, key, here)
    for name, path in _taken(value) if value is not None else ():
        visitor.add(text_of(name), "value", node, name, here, path=path)


def counted(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`$x++`: nobody knows how often."""
    target = pick(node, "#0")
    if target is not None:
        visitor.reassign(target, None, node, place, sure=False)


def define(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`define('NAME', value)`."""
    name, value = pick(node, "arguments>#0>#0"), pick(node, "arguments>#1>#0")
    if text_of(node).startswith("define") and name is not None and value is not None:
        top = Place(visitor.found.root, block=place.block)
        visitor.add("".join(str(part) for part in pieces(name)), "value", value, node, top)
