"""Imports and names of Python."""

import re
from typing import TYPE_CHECKING

from codebase.removal.languages.base import Imported
from codebase.removal.nodes import closest, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_ABSENT = re.compile(rb"\b(?:ImportError|ModuleNotFoundError)\b")
_ANNOTATION = re.compile(rb"[\w.\[\], |]+")


def imports(root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
    """Yield every import statement of a file with the names it binds, unless it is a question."""
    for node in walk(root):
        if node.type in ("import_statement", "import_from_statement") and not _is_tried(node):
            found = [_imported(node, each) for each in node.children_by_field_name("name")]
            if found:
                yield node, found


def _is_tried(statement: "Node") -> bool:
    """Tell whether an import asks if a module is there: its failing has an answer of its own."""
    attempt = statement.parent.parent if statement.parent is not None else None
    return attempt is not None and any(
        clause.type == "except_clause" and _ABSENT.search(clause.named_children[0].text or b"")
        for clause in attempt.named_children
        if clause.named_children
    )


def _imported(statement: "Node", node: "Node") -> Imported:
    alias = node.child_by_field_name("alias")
    if alias is not None:
        return Imported(alias.text or b"", node)
    name = node.named_children[0] if statement.type == "import_statement" else node
    return Imported(name.text or b"", node)


def is_variable(name: "Node") -> bool:
    """Tell whether an identifier names a variable, not an attribute, argument or module."""
    parent = name.parent
    if parent is None:
        return True
    match parent.type:
        case "attribute":
            return parent.child_by_field_name("attribute") != name
        case "keyword_argument":
            return parent.child_by_field_name("name") != name
        case "dotted_name":
            return _is_bound(parent, name)
        case _:
            return True


def _is_bound(dotted: "Node", name: "Node") -> bool:
    outer = dotted.parent
    if outer is None or outer.type == "aliased_import":
        return False
    if outer.type == "import_from_statement":
        return outer.child_by_field_name("module_name") != dotted
    return dotted.named_children[0] == name


def quoted_names(content: "Node") -> list[bytes]:
    """Return the names in a string that could be an annotation or an entry of `__all__`."""
    text = content.text or b""
    return re.findall(rb"[A-Za-z_]\w*", text) if _ANNOTATION.fullmatch(text) else []


def function_variables(root: "Node") -> "Iterator[tuple[Node, Node]]":
    """Yield name and statement of every plain assignment inside a function."""
    for node in walk(root):
        if node.type != "assignment" or node.parent is None:
            continue
        name = node.child_by_field_name("left")
        inside = _is_in_function(node)
        if name is not None and name.type == "identifier" and inside:
            yield name, node.parent


def _is_in_function(node: "Node") -> bool:
    outer = closest(node.parent, ("function_definition", "class_definition"))
    return outer is not None and outer.type == "function_definition"
