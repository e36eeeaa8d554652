"""What a call gets as `this`: `o.run()` gets `o`, `(x ? o.run : f)()` nothing."""

from typing import TYPE_CHECKING

from codebase.removal import shapes

if TYPE_CHECKING:
    from tree_sitter import Node

_AROUND = frozenset({"parenthesized_expression", "non_null_expression", "as_expression"})
_REFERENCES = frozenset({"member_expression", "subscript_expression"})
_OWN_THIS = frozenset({*_REFERENCES, "function_expression", "generator_function"})


def changes_this(shape: shapes.Shape) -> bool:
    """Tell whether what is called now would be called as a method once the shape is folded."""
    match shape:
        case shapes.Choice(node, yes, no):
            return _is_called(node) and (_is(yes, _REFERENCES) or _is(no, _REFERENCES))
        case shapes.Junction(node, _, right, _):
            return _is_called(node) and _is(right, _REFERENCES)
        case shapes.Lookup(node, entries, _, _):
            # A function in a table gets the table.
            return _is_called(node) and any(_is(entry.value, _OWN_THIS) for entry in entries)
        case _:
            return False


def _is_called(place: "Node") -> bool:
    while place.parent is not None and place.parent.type in _AROUND:
        place = place.parent
    parent = place.parent
    if parent is None or parent.type != "call_expression":
        return False
    return parent.child_by_field_name("function") == place


def _is(inner: "Node | None", kinds: frozenset[str]) -> bool:
    while inner is not None and inner.type in _AROUND and inner.named_children:
        inner = inner.named_children[0]
    return inner is not None and inner.type in kinds
