"""What Rust's patterns, bounds and lazy statics give names to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.rust import macros
from codebase.languages.rust.holders import HOLDERS
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.outline import PUSHED, Place, Step

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor


def labels(pattern: "Node") -> Iterator[str]:
    """Yield the variants or texts that an arm is for; none where it is for all."""
    stack = children_of(pattern)[:1]
    while stack:
        node = stack.pop()
        if node.type == "or_pattern":
            stack.extend(children_of(node))
        elif node.type in ("tuple_struct_pattern", "struct_pattern", "reference_pattern"):
            stack.extend(children_of(node)[:1])
        elif "string" in node.type:
            yield "".join(map(str, macros.STRING(node) or ()))
        elif "identifier" in node.type and text_of(node).rpartition("::")[2][:1].isupper():
            yield text_of(node).rpartition("::")[2]


def _bound(pattern: "Node") -> Iterator[tuple["Node", tuple[Step, ...] | None]]:
    """Yield the names a pattern binds, and the way into the value; None where nobody knows."""
    stack: list[tuple[Node, tuple[Step, ...] | None]] = [(pattern, ())]
    while stack:
        node, path = stack.pop()
        inner = [child for child in children_of(node) if child.type != "mutable_specifier"]
        if node.type in ("identifier", "shorthand_field_identifier"):
            if not text_of(node)[:1].isupper():
                yield node, path
        elif node.type == "tuple_pattern":
            steps = enumerate(inner)
            stack.extend((child, None if path is None else (*path, at)) for at, child in steps)
        elif node.type == "tuple_struct_pattern":
            known = len(inner) == 2 and text_of(inner[0]).rpartition("::")[2] in HOLDERS
            stack.extend((child, path if known else None) for child in inner[1:])
        elif node.type == "field_pattern":
            name = pick(node, "name")
            way = None if path is None or name is None else (*path, text_of(name))
            stack.extend((child, way) for child in inner[-1:])
        elif node.type == "struct_pattern":
            stack.extend((child, path) for child in inner[1:])
        elif node.type == "match_pattern":
            stack.extend((child, path) for child in inner[:1])
        elif "pattern" in node.type:
            stack.extend((child, path) for child in inner)


def let(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`let p = v`, `if let p = v`, an arm of a `match`."""
    pattern, value = pick(node, "pattern"), pick(node, "value")
    typed = pick(node, "type") if node.type == "let_declaration" else None
    if node.type == "match_arm":
        around = node.parent.parent if node.parent is not None else None
        value = pick(around, "value") if around is not None else None
    for name, path in _bound(pattern) if pattern is not None else ():
        if value is not None and path is not None:
            visitor.add(text_of(name), "value", value, node, place, path=path, typed=typed)
        else:
            visitor.add(text_of(name), "opaque", name, node, place, typed=typed)


def pushed(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`list.push(x)`: one more item."""
    callee, given = pick(node, "function"), pick(node, "arguments>#0")
    label = pick(callee, "field") if callee is not None else None
    target = pick(callee, "value") if callee is not None else None
    if label is None or target is None or given is None or text_of(label) != "push":
        return
    if target.type == "identifier":
        visitor.fill(text_of(target), f"{PUSHED}{node.start_byte}", given, node, place)


def only_name(node: "Node") -> "Node | None":
    """Return the name of a parameter, also out of `State(name)`."""
    pattern = pick(node, "pattern") or node
    found = [name for name, path in _bound(pattern) if path == ()]
    return found[0] if len(found) == 1 else pattern


def bounds(_: "Visitor", node: "Node", place: Place) -> None:
    """`T: Trait`: an object of T is one of the trait."""
    name, kind = pick(node, "name, left"), pick(node, "bounds>:type_identifier|generic_type")
    if name is not None and kind is not None:
        place.scope.types[text_of(name)] = kind


def lazy(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`lazy_static! { static ref NAME: T = value; }`."""
    tree = pick(node, ":token_tree")
    label = pick(node, "macro")
    if tree is None or label is None or text_of(label).rpartition("::")[2] != "lazy_static":
        return
    name: Node | None = None
    for child in tree.children:
        before = child.prev_sibling
        if before is not None and before.prev_sibling is not None and child.type == ":":
            name = before
        elif child.type == ";" and name is not None and before is not None:
            visitor.add(text_of(name), "value", before, name, place)


def type_(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`type T = U`: T is what U is."""
    name, kind = pick(node, "name"), pick(node, "type")
    if name is not None and kind is not None:
        place.scope.types[text_of(name)] = kind
        visitor.add(text_of(name), "value", kind, node, place)
