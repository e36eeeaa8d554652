"""Tables of variants: `map[string]string{"test": a, "control": b}[x]`."""

from typing import TYPE_CHECKING

from codebase.removal.languages.go.literals import text_literal
from codebase.removal.shapes import Entry, Literal, Lookup

if TYPE_CHECKING:
    from tree_sitter import Node

_PARTS = frozenset({"composite_literal", "literal_value", "keyed_element", "literal_element"})
_NUMBERS = frozenset({"int_literal"})
_TRUTHS = frozenset({"true", "false"})


def lookup(index: "Node") -> Lookup | None:
    """Read an entry of a map that is written where it is asked; None for anything else."""
    table = index.child_by_field_name("operand")
    if table is None or not _is_table(table) or _is_asked_twice(index):
        return None
    kind, body = table.child_by_field_name("type"), table.child_by_field_name("body")
    entries = [_entry(each) for each in body.named_children] if body is not None else []
    value = kind.child_by_field_name("value") if kind is not None else None
    if value is None or not all(each and _has_type(each.value, value) for each in entries):
        return None
    return Lookup(index, tuple(each for each in entries if each is not None))


def dissolves(node: "Node") -> bool:
    """Tell whether a node is part of a table of which one entry may be all that stays."""
    if node.type == "index_expression":
        table = node.child_by_field_name("operand")
        return table is not None and _is_table(table)
    outer: Node | None = node
    while outer is not None and outer.type in _PARTS - {"composite_literal"}:
        outer = outer.parent
    return outer is not None and node.type in _PARTS and _is_table(outer)


def _is_table(node: "Node") -> bool:
    kind, index = node.child_by_field_name("type"), node.parent
    if node.type != "composite_literal" or kind is None or kind.type != "map_type":
        return False
    key = kind.child_by_field_name("key")
    asked = index is not None and index.type == "index_expression"
    return asked and key is not None and key.text == b"string"


def _is_asked_twice(index: "Node") -> bool:
    """Tell whether a second name takes whether there is an entry."""
    values = index.parent
    outer = values.parent if values is not None and values.type == "expression_list" else None
    left = outer.child_by_field_name("left") if outer is not None else None
    return outer is not None and (outer.type == "var_spec" or (left or outer).named_child_count > 1)


def _entry(entry: "Node") -> Entry | None:
    key, value = entry.child_by_field_name("key"), entry.child_by_field_name("value")
    if key is None or value is None or len(value.named_children) != 1:
        return None
    written = key.named_children[0]
    is_text = written.type.endswith("string_literal")
    literal: Literal | None = text_literal(written) if is_text else None
    return Entry(literal, value.named_children[0])


def _has_type(value: "Node", kind: "Node") -> bool:
    """Tell whether a value has the type of the map also where the map does not say so.

    A number of a map of prices may be any kind of number; a brace has its type from the map.
    """
    if value.type in ("literal_value", "nil"):
        return False
    match kind.text:
        case b"string":
            return True
        case b"int":
            return value.type in _NUMBERS
        case b"bool":
            return value.type in _TRUTHS
        case _:
            return kind.type == "function_type"
