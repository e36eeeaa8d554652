"""Every use of a variable that holds a settled value."""

from typing import TYPE_CHECKING

from codebase.removal.nodes import walk
from codebase.removal.reasons import PASSED_ON, REASSIGNED, TWICE
from codebase.removal.shapes import Binding, Refused

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules


def _is_called(name: "Node") -> bool:
    return name.parent is not None and name.parent.child_by_field_name("function") == name


def uses(rules: "Rules", binding: Binding) -> "list[Node] | Refused":
    """Return every other place of the function that has the variable's name.

    Places where the name means a second variable are among them on purpose: a placeholder put
    there never folds away, and the file stays as it was.
    """
    name = binding.name.text
    found: list[Node] = []
    for node in walk(binding.function):
        if not node.child_count and node.text in rules.reflection and _is_called(node):
            return Refused(PASSED_ON)
        if node.child_count or node.text != name or node == binding.name:
            continue
        if node.type in rules.shorthands:
            return Refused(PASSED_ON)
        if node.type in rules.names and rules.is_variable(node):
            if not binding.node.end_byte <= node.start_byte < binding.scope.end_byte:
                again = rules.reason(node) == REASSIGNED
                return Refused(REASSIGNED if again else TWICE)
            found.append(node)
    return found
