"""Constants, methods and variables that carry a key: what goes when nothing names them."""

from typing import TYPE_CHECKING

from codebase.removal.languages.ruby.values import field, in_list, is_used
from codebase.removal.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_METHODS = frozenset({"method", "singleton_method"})
_BODIES = frozenset({"program", "body_statement"})
_LISTING = frozenset({b"constants", b"const_get", b"const_defined?", b"class_eval", b"module_eval"})


def constant(node: "Node") -> "Node | None":
    """Return the assignment or method that goes; None where its value is used."""
    outer: Node | None = node
    while outer is not None and outer.type not in ("assignment", *_METHODS):
        if outer.type not in ("constant", "string", "call", "identifier", "simple_symbol"):
            return None
        outer = outer.parent
    if outer is None or outer.parent is None or not in_list(outer) or is_used(outer):
        return None
    if outer.type in _METHODS:
        return outer if outer.parent.type in _BODIES else None
    name = field(outer, "left")
    return outer if name is not None and name.type in ("constant", "identifier") else None


def local_variables(root: "Node") -> "Iterator[tuple[Node, Node]]":
    """Yield name and assignment of every variable whose assignment is a statement of its own."""
    for node in walk(root):
        if node.type != "assignment" or not in_list(node) or is_used(node):
            continue
        name = field(node, "left")
        if name is not None and name.type == "identifier":
            yield name, node


def container(node: "Node") -> tuple[bytes, ...]:
    """Return the name of the class or module that a constant stands directly in."""
    if node.type != "assignment" or node.parent is None or node.parent.type != "body_statement":
        return ()
    outer = node.parent.parent
    name = field(outer, "name") if outer is not None else None
    if outer is None or name is None or outer.type not in ("class", "module"):
        return ()
    last = field(name, "name") if name.type == "scope_resolution" else name
    return () if last is None or last.text is None else (last.text,)


def reads_members_only(root: "Node", container: bytes) -> bool:
    """Tell whether a file looks at members of `container` one by one, never at all of them."""
    return not any(
        node.text in _LISTING if node.type == "identifier" else _looks_at_all(node, container)
        for node in walk(root)
        if node.type in ("identifier", "constant")
    )


def _looks_at_all(name: "Node", container: bytes) -> bool:
    if name.text != container or name.parent is None:
        return False
    node, parent = name, name.parent
    while parent.type == "scope_resolution" and field(parent, "name") == node:
        if parent.parent is None:
            return True
        node, parent = parent, parent.parent
    if parent.type == "call":
        return field(parent, "receiver") != node
    if parent.type == "argument_list" and parent.parent is not None:
        method = field(parent.parent, "method")
        return method is None or method.text not in (b"include", b"extend", b"prepend")
    return parent.type not in ("scope_resolution", "class", "module", "superclass")
