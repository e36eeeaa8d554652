"""The grammar reads `*a.b` as `(*a).b`: what stands around a star says little about it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_LINKS = frozenset({"attribute", "call", "subscript"})
_STARS = frozenset({"list_splat", "dictionary_splat"})
_WRAPPINGS = frozenset(
    {"parenthesized_expression", "conditional_expression", "boolean_operator", "if_clause"}
)


def is_around_a_star(node: "Node") -> bool:
    """Tell whether a node is a star, or one of the links of a chain that begins behind a star."""
    if node.type in _STARS:
        return True
    if node.type not in _LINKS:
        return False
    first = node
    while first.type in _LINKS:
        first = first.children[0]
    return first.type in _STARS or _is_behind_a_star(node)


def _is_behind_a_star(node: "Node") -> bool:
    outer = node.parent
    while outer is not None:
        link = outer.type in _LINKS and outer.children[0] == node
        if not link and outer.type not in _WRAPPINGS:
            return outer.type in _STARS
        node, outer = outer, outer.parent
    return False
