"""Labels that nothing jumps to do not compile, and no jump may skip a declaration."""

from itertools import chain
from typing import TYPE_CHECKING

from codebase.removal.languages.go.kinds import FUNCTIONS
from codebase.removal.nodes import closest, walk

if TYPE_CHECKING:
    from tree_sitter import Node

Label = tuple[int, bytes]
"""Where the function begins, and the label's name."""


def idle(nodes: "list[Node]") -> set[Label]:
    """Return labels that nothing names, and jumps to labels that are not there."""
    declared: set[Label] = set()
    named: set[Label] = set()
    for node in chain.from_iterable(map(walk, nodes)):
        if node.type == "label_name" and node.parent is not None:
            place = (_function(node), node.text or b"")
            (declared if node.parent.type == "labeled_statement" else named).add(place)
    return declared ^ named


def jumping(nodes: "list[Node]") -> "list[Node]":
    """Return every declaration that has a `goto`."""
    return [node for node in nodes if any(each.type == "goto_statement" for each in walk(node))]


def _function(node: "Node") -> int:
    outer = closest(node.parent, FUNCTIONS)
    return outer.start_byte if outer is not None else 0
