"""Labels that nothing jumps to do not compile, and no jump may skip a declaration."""

from typing import TYPE_CHECKING

from codebase.removal.languages.go.reading import FUNCTIONS
from codebase.removal.nodes import walk

if TYPE_CHECKING:
    from tree_sitter import Node

Label = tuple[int, bytes]
"""Where the function begins, and the label's name."""


def idle(root: "Node") -> set[Label]:
    """Return labels that nothing names, and jumps to labels that are not there."""
    declared: set[Label] = set()
    named: set[Label] = set()
    for node in walk(root):
        if node.type == "label_name" and node.parent is not None:
            place = (_function(node), node.text or b"")
            (declared if node.parent.type == "labeled_statement" else named).add(place)
    return declared ^ named


def jumping(root: "Node") -> "list[Node]":
    """Return every function that has a `goto`."""
    starts = {_function(node) for node in walk(root) if node.type == "goto_statement"}
    return [node for node in walk(root) if node.type in FUNCTIONS and node.start_byte in starts]


def _function(node: "Node") -> int:
    outer = node.parent
    while outer is not None and outer.type not in FUNCTIONS:
        outer = outer.parent
    return outer.start_byte if outer is not None else 0
