"""Tables of variants: `{test: a, control: b}[x]`."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.javascript.reading import text_literal
from codebase.removal.nodes import code_children, is_field, required
from codebase.removal.shapes import Literal

if TYPE_CHECKING:
    from tree_sitter import Node

_TABLE = frozenset({"object", "pair", "subscript_expression"})
_OBJECTS = frozenset(
    {
        "object",
        "array",
        "arrow_function",
        "function_expression",
        "jsx_element",
        "jsx_self_closing_element",
    }
)
_AROUND = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression"})


def lookup(node: "Node", subscript: "Node") -> shapes.Lookup | None:
    """Read an object literal that is indexed by the placeholder."""
    if not is_field(subscript, "index", node):
        return None
    table = _literal_table(subscript)
    if table is None:
        return None
    entries = code_children(table)
    if any(entry.type != "pair" for entry in entries):
        return None
    read = tuple(_entry(entry) for entry in entries)
    whole = subscript
    while whole.parent is not None and whole.parent.type in _AROUND:
        whole = whole.parent
    outer = whole.parent
    if outer is None or outer.type != "binary_expression" or not is_field(outer, "left", whole):
        return shapes.Lookup(subscript, read)
    never = {"??": _is_never_null, "||": _is_always_true}.get(required(outer, "operator").type)
    if never is None or not all(never(entry.value) for entry in read):
        return shapes.Lookup(subscript, read)
    return shapes.Lookup(outer, read, required(outer, "right"), waits=True)


def _is_never_null(value: "Node") -> bool:
    return value.type in ("number", "true", "false", "string") or _is_always_true(value)


def _is_always_true(value: "Node") -> bool:
    if value.type == "string":
        return value.named_child_count > 0
    return value.type in _OBJECTS


def is_part_of_table(node: "Node") -> bool:
    """Tell whether a node is the table, an entry or the index of a lookup in an object literal."""
    if node.type not in _TABLE:
        return False
    subscript: Node | None = node.parent if node.type == "pair" else node
    while subscript is not None and subscript.type in ("object", *_AROUND):
        subscript = subscript.parent
    if subscript is None or subscript.type != "subscript_expression":
        return False
    table = _literal_table(subscript)
    return table is not None and node in (subscript, table, *table.named_children)


def _literal_table(subscript: "Node") -> "Node | None":
    table = required(subscript, "object")
    while table.type in _AROUND and table.named_child_count:
        table = table.named_children[0]
    return table if table.type == "object" else None


def _entry(pair: "Node") -> shapes.Entry:
    key = required(pair, "key")
    literal = None
    if key.type == "property_identifier" and key.text != b"__proto__":
        literal = Literal((key.text or b"").decode("utf-8", "replace"))
    elif key.type == "string":
        literal = text_literal(key)
    return shapes.Entry(literal, required(pair, "value"))
