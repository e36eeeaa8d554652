"""Constants, methods and variables that carry a key: what goes when nothing names them."""

from typing import TYPE_CHECKING

from codebase.removal.languages.ruby.values import in_list, is_used, thawed
from codebase.removal.nodes import field, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_METHODS = frozenset({"method", "singleton_method"})
_BODIES = frozenset({"program", "body_statement"})
_VISIBILITY = frozenset(
    {b"private", b"protected", b"public", b"module_function", b"private_class_method"}
)
_TABLE = b"[]"
_LISTING = frozenset({b"constants", b"const_get", b"const_defined?", b"class_eval", b"module_eval"})


def constant(node: "Node") -> "Node | None":
    """Return the assignment, method or entry that goes; None where its value is used."""
    if node.type == "pair":
        return node if _table_name(node) and len(_pairs(node)) > 1 else None
    outer: Node | None = node
    while outer is not None and outer.type not in ("assignment", *_METHODS):
        if outer.type not in ("constant", "string", "call", "identifier", "simple_symbol"):
            return None
        outer = outer.parent
    method = outer is not None and outer.type in _METHODS
    outer = _with_modifier(outer) if outer is not None and method else outer
    if outer is None or outer.parent is None or not in_list(outer) or is_used(outer):
        return None
    if method:
        return outer if outer.parent.type in _BODIES else None
    name = field(outer, "left")
    return outer if name is not None and name.type in ("constant", "identifier") else None


def _with_modifier(method: "Node") -> "Node":
    """Return `private def x … end` as a whole: who may call a method goes with it."""
    given = method.parent
    call = given.parent if given is not None and given.type == "argument_list" else None
    name = field(call, "method") if call is not None else None
    if given is None or call is None or name is None or given.named_child_count != 1:
        return method
    return call if name.text in _VISIBILITY and field(call, "receiver") is None else method


def _pairs(pair: "Node") -> "list[Node]":
    table = pair.parent
    return [] if table is None else [each for each in table.named_children if each.type == "pair"]


def _table_name(pair: "Node") -> bytes:
    """Return the constant that holds a table of literal keys, empty if that is not what it is."""
    table = pair.parent
    if table is None or table.type != "hash":
        return b""
    outer = table.parent
    if outer is not None and outer.type == "call" and thawed(outer) == table:
        outer = outer.parent
    name = field(outer, "left") if outer is not None and outer.type == "assignment" else None
    return name.text or b"" if name is not None and name.type == "constant" else b""


def local_variables(root: "Node") -> "Iterator[tuple[Node, Node]]":
    """Yield name and assignment of every variable whose assignment is a statement of its own."""
    for node in walk(root):
        if node.type != "assignment" or not in_list(node) or is_used(node):
            continue
        name = field(node, "left")
        if name is not None and name.type == "identifier":
            yield name, node


def container(node: "Node") -> tuple[bytes, ...]:
    """Return the name of the class or module that a constant stands directly in.

    For an entry it is the name of the table, with brackets behind it.
    """
    if node.type == "pair":
        return (_table_name(node), _TABLE)
    if node.type != "assignment" or node.parent is None or node.parent.type != "body_statement":
        return ()
    outer = node.parent.parent
    name = field(outer, "name") if outer is not None else None
    if outer is None or name is None or outer.type not in ("class", "module"):
        return ()
    last = field(name, "name") if name.type == "scope_resolution" else name
    return () if last is None or last.text is None else (last.text,)


def reads_members_only(root: "Node", container: tuple[bytes, ...]) -> bool:
    """Tell whether a file looks at members of `container` one by one, never at all of them."""
    if container[-1] == _TABLE:
        return all(_reads_entry(each) for each in walk(root) if each.text == container[0])
    return not any(
        node.text in _LISTING if node.type == "identifier" else _looks_at_all(node, container[-1])
        for node in walk(root)
        if node.type in ("identifier", "constant")
    )


def _reads_entry(node: "Node") -> bool:
    """Tell whether a mention of a table asks for one entry by a literal, or is its definition."""
    if node.type != "constant":
        # The parts of the node have the same text, or the word stands for something else.
        return node.parent is not None and node.parent.text == node.text
    parent = node.parent
    if parent is not None and parent.type == "scope_resolution" and field(parent, "name") == node:
        node, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type == "assignment":
        return field(parent, "left") == node
    if parent.type == "element_reference":
        asked = parent.named_children[1:]
    else:
        method, given = field(parent, "method"), field(parent, "arguments")
        if parent.type != "call" or method is None or method.text not in (b"fetch", b"dig"):
            return False
        asked = [] if given is None else given.named_children
    return bool(asked) and asked[0].type in ("simple_symbol", "string")


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
