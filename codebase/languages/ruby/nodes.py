"""What a call is made of, and what stands around a node."""

from typing import TYPE_CHECKING

from codebase.languages.tables.selecting import children_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def method_name(node: "Node | None") -> str:
    """Return the name of the method that a call names."""
    named = node.child_by_field_name("method") if node is not None else None
    return text_of(named) if named is not None else ""


def given_to(node: "Node") -> "list[Node]":
    """Return the arguments of a call, without the block."""
    given = node.child_by_field_name("arguments")
    items = children_of(given) if given is not None else []
    return [item for item in items if item.type != "block_argument"]


def holder_of(node: "Node", types: tuple[str, ...]) -> "Node | None":
    """Return the nearest node of some types around a node."""
    holder = node.parent
    while holder is not None and holder.type not in types:
        holder = holder.parent
    return holder


def option_of(node: "Node", name: str) -> "Node | None":
    """Return the value of an argument `name: value`."""
    key = node.child_by_field_name("key") if node.type == "pair" else None
    return node.child_by_field_name("value") if key is not None and text_of(key) == name else None
