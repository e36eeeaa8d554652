"""Tables of variants: `{"test": a, "control": b}[x]` and `{…}.get(x, otherwise)`."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.python.literals import literal
from codebase.removal.nodes import code_children, field

if TYPE_CHECKING:
    from tree_sitter import Node

_UNLIKE_VALUES = frozenset({"keyword_argument", "list_splat", "dictionary_splat"})
"""Arguments that are not one value at one place."""


def subscript(key: "Node", whole: "Node") -> shapes.Lookup | None:
    """Read `{…}[key]`."""
    table = _table(whole)
    if table is None or whole.children_by_field_name("subscript") != [key]:
        return None
    return _lookup(whole, table, None)


def get(key: "Node", whole: "Node") -> shapes.Lookup | None:
    """Read `{…}.get(key)` and `{…}.get(key, otherwise)`."""
    table, arguments = _table(whole), field(whole, "arguments")
    given = code_children(arguments) if arguments is not None else []
    if table is None or given[0] != key or len(given) > 2 or given[-1].type in _UNLIKE_VALUES:
        return None
    return _lookup(whole, table, given[1] if len(given) == 2 else None)


def is_around_an_entry(node: "Node") -> bool:
    """Tell whether a node is part of a lookup in a table that is written where it is used."""
    if node.type == "pair" and node.parent is not None:
        node = node.parent
    whole: Node | None = node
    if node.type in ("dictionary", "attribute", "argument_list"):
        whole = node.parent
        while whole is not None and whole.type in ("parenthesized_expression", "attribute"):
            whole = whole.parent
    if whole is None or whole.type not in ("subscript", "call"):
        return False
    table = _table(whole)
    return table is not None and (node.type != "dictionary" or node == table)


def _table(whole: "Node") -> "Node | None":
    """Return the dictionary that a subscript or a call of `get` reads from."""
    table = field(whole, "value") if whole.type == "subscript" else None
    function = field(whole, "function")
    if function is not None and function.type == "attribute":
        method = field(function, "attribute")
        is_get = method is not None and method.text == b"get"
        table = field(function, "object") if is_get else None
    while table is not None and table.type == "parenthesized_expression":
        inside = code_children(table)
        table = inside[0] if len(inside) == 1 else None
    return table if table is not None and table.type == "dictionary" else None


def _lookup(whole: "Node", table: "Node", otherwise: "Node | None") -> shapes.Lookup | None:
    pairs = code_children(table)
    if any(pair.type != "pair" for pair in pairs):
        return None
    return shapes.Lookup(whole, tuple(_entry(pair) for pair in pairs), otherwise)


def _entry(pair: "Node") -> shapes.Entry:
    key, value = field(pair, "key"), field(pair, "value")
    assert key is not None
    assert value is not None
    return shapes.Entry(literal(key), value)
