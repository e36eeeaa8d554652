"""What assignments, classes and calls in them declare, and what a file opens."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.languages.ruby.calls import label_of
from codebase.languages.ruby.names import ATTRIBUTES, CLASS_ATTRIBUTES, FORWARDING, RENAMING
from codebase.languages.ruby.nodes import given_to, holder_of, method_name, option_of
from codebase.languages.tables import binding
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.outline import Place, nodes_of
from codebase.syntax import ClassMember

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_MIXINS = frozenset({"include", "extend", "prepend"})


_ASSIGN = binding.assign()


def bind_assignment(visitor: "Visitor", node: "Node", place: Place) -> None:
    """Bind what is assigned; `a, b = list` takes a list apart, `$x` is everybody's."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is not None and left.type == "global_variable":
        top = Place(visitor.found.root, place.function, -1, (-1, -1))
        visitor.add(text_of(left), "value", right or node, node, top)
    elif (
        left is None
        or left.type != "left_assignment_list"
        or right is None
        or right.type == "right_assignment_list"
    ):
        _ASSIGN(visitor, node, place)
    else:
        here = visitor.hoisted(place)
        for name, path in visitor.bound(left):
            visitor.add(text_of(name), "value", right, node, here, path=path)


def bind_merged(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`table.merge!(key: value)`, `table.store(key, value)`: a table that is filled in place."""
    target, items = node.child_by_field_name("receiver"), given_to(node)
    if target is None or target.type not in ("identifier", "instance_variable"):
        return
    if method_name(node) in ("merge!", "update"):
        for item in items:
            key, value = pick(item, "key"), pick(item, "value")
            label = label_of(key) if key is not None else None
            if label is not None and value is not None:
                visitor.fill(text_of(target), label, value, node, place)
    elif method_name(node) == "store" and len(items) == 2:
        label = label_of(items[0])
        if label is not None:
            visitor.fill(text_of(target), label, items[1], node, place)


def bases_of(node: "Node") -> "list[Node]":
    """Return what a class takes over: mixed in, the last first, and inherited."""
    body, found = pick(node, "body"), list["Node"]()
    for child in nodes_of(body, frozenset({"call"})) if body is not None else ():
        if method_name(child) in _MIXINS and holder_of(child, ("class", "module")) == node:
            found = [*given_to(child), *found]
    above = pick(node, "superclass>#0")
    return [*found, above] if above is not None else found


def members_by_call(node: "Node") -> Iterable[ClassMember]:
    """Yield what a call in a class's body adds to it: attributes, delegated methods, aliases."""
    name, items = method_name(node), given_to(node)
    symbols = [item for item in items if item.type == "simple_symbol"]
    if name in ATTRIBUTES or name in CLASS_ATTRIBUTES or name == "delegate":
        default = next((v for item in items if (v := option_of(item, "default")) is not None), None)
        given = default if default is not None and default.type != "nil" else None
        for item in symbols:
            label = text_of(item).lstrip(":")
            if in_singleton(node):
                yield ClassMember(f"self.{label}", item, "field", given or item)
            elif not _defines(node, label):
                yield ClassMember(label, item, "field", given or item)
    elif name in FORWARDING and len(items) > 1:
        for item in symbols[-1:] if name in RENAMING else symbols[1:]:
            yield ClassMember(text_of(item).lstrip(":"), item, "field", item)
    elif name == "alias_method" and len(symbols) == 2:
        yield ClassMember(text_of(symbols[0]).lstrip(":"), node, "field", symbols[1])
    elif name == "define_method" and symbols:
        block = node.child_by_field_name("block")
        if block is not None:
            yield ClassMember(text_of(symbols[0]).lstrip(":"), block, "method")


def in_singleton(node: "Node") -> bool:
    """Say whether a method stands in `class << self`."""
    holder = holder_of(node, ("singleton_class", "class", "module"))
    return holder is not None and holder.type == "singleton_class"


def _defines(node: "Node", name: str) -> bool:
    """Say whether the class around has a method of a name beside what a call adds."""
    holder = holder_of(node, ("class", "module"))
    body = pick(holder, "body") if holder is not None else None
    methods = [child for child in children_of(body) if child.type == "method"] if body else []
    return any(text_of(label) == name for m in methods if (label := pick(m, "name")) is not None)


def aliased_method(node: "Node") -> Iterable[ClassMember]:
    """`alias new old`."""
    new, old = pick(node, "name"), pick(node, "alias")
    if new is not None and old is not None:
        yield ClassMember(text_of(new), node, "field", old)


def constants_of(node: "Node") -> Iterable[ClassMember]:
    """Yield the constant that an assignment in a class's body makes."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is not None and left.type == "left_assignment_list" and right is not None:
        pairs = zip(children_of(left), children_of(right), strict=False)
        for label, value in pairs if "array" in right.type or "list" in right.type else ():
            yield ClassMember(text_of(label), label, "field", value, static=True)
    elif left is not None and left.type == "constant" and right is not None:
        yield ClassMember(text_of(left), node, "field", right, static=True)


def owner_of(node: "Node") -> str:
    """Return the class of `def Class.method`, where that is not the one around."""
    holder = pick(node, "object")
    return text_of(holder) if holder is not None and holder.type == "constant" else ""


def qualified(node: "Node") -> str:
    """Return a class's name with those of the classes around it: `A::B::C`."""
    found: list[str] = []
    holder: Node | None = node
    while holder is not None:
        name = holder.child_by_field_name("name") if holder.type in ("class", "module") else None
        if name is not None:
            found.append(text_of(name).removeprefix("::"))
        holder = holder.parent
    return "::".join(reversed(found))


_OPENING = re.compile(
    rb"(?m)^([ \t]*)(?:(class|module)[ \t]+((?:::)?[A-Z]\w*(?:::[A-Z]\w*)*)"
    rb"|def[ \t]+(?:[A-Za-z_]\w*\.)?(\w+[?!=]?)|(\$\w+|[A-Z]\w*)[ \t]*(?:\|\|)?=[^=~>]"
    rb"|((?:[A-Z]\w*::)*([A-Z]\w*)\.(\w+)[ \t]*(?:\|\|)?=[^=~>])"
    rb"|(attr_|[mc]attr_|include|extend|prepend|delegate|alias|class_attribute|class[ \t]*<<))"
)


def names_in(source: bytes) -> Iterator[str]:
    """Yield the names of a file by their whole paths, as its indentation says.

    `A::B` is opened here, `A::B.` has members here, `A::` holds something here; names without a
    class around stand for themselves.
    """
    around: list[tuple[int, str]] = []
    for match in _OPENING.finditer(source):
        column = len(match[1].expandtabs())
        while around and around[-1][0] >= column:
            around.pop()
        outer = around[-1][1] if around else ""
        if match[6] is not None:
            yield f"{match[7].decode()}.{match[8].decode()}="
        elif match[3] is not None:
            name = match[3].decode("utf-8", "replace").removeprefix("::")
            path = f"{outer}::{name}" if outer else name
            around.append((column, path))
            yield path
            while "::" in path:
                path = path.rpartition("::")[0]
                yield f"{path}::"
        elif outer:
            yield f"{outer}."
        elif match[4] is not None or match[5] is not None:
            yield (match[4] or match[5]).decode("utf-8", "replace")
        if match[5] is not None and match[5].startswith(b"$"):
            yield match[5].decode("utf-8", "replace")
