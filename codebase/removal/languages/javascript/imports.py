"""Imports and private variables of JavaScript and its relatives."""

from typing import TYPE_CHECKING

from codebase.removal.languages.base import Imported
from codebase.removal.languages.javascript.kinds import DECLARATIONS
from codebase.removal.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

CLIENT_HOOKS = frozenset({b"usePostHog", b"useOptionalPostHog"})


def imports(root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
    """Yield every import at the top of a file that brings in names, or the one that `root` is."""
    if root.parent is not None and root.parent.type != "program":
        return
    for statement in root.named_children if root.type == "program" else (root,):
        if statement.type == "import_statement":
            found = [each for part in statement.named_children for each in _imported(part)]
        else:
            found = _required(statement)
        if found:
            yield statement, found


def _imported(clause: "Node") -> list[Imported]:
    if clause.type != "import_clause":
        return []
    found: list[Imported] = []
    for part in clause.named_children:
        if part.type == "named_imports":
            found += [_specifier(each) for each in part.named_children if _is_specifier(each)]
        elif part.type == "namespace_import":
            found.append(Imported(part.named_children[-1].text or b"", part))
        elif part.type == "identifier":
            found.append(Imported(part.text or b"", part))
    return found


def _is_specifier(node: "Node") -> bool:
    return node.type == "import_specifier"


def _specifier(node: "Node") -> Imported:
    name = node.child_by_field_name("alias") or node.child_by_field_name("name") or node
    return Imported(name.text or b"", node)


def _required(statement: "Node") -> list[Imported]:
    """Read `const a = require('x')` and `const {a, b} = require('x')`."""
    if statement.type not in DECLARATIONS or statement.named_child_count != 1:
        return []
    declarator = statement.named_children[0]
    value = declarator.child_by_field_name("value")
    name = declarator.child_by_field_name("name")
    if value is None or name is None or value.type != "call_expression":
        return []
    function = value.child_by_field_name("function")
    if function is None or function.text != b"require":
        return []
    if name.type == "identifier":
        return [Imported(name.text or b"", name)]
    shorthand = "shorthand_property_identifier_pattern"
    parts = name.named_children
    if any(part.type != shorthand for part in parts):
        return []
    return [Imported(part.text or b"", part) for part in parts]


def private_variables(root: "Node") -> "Iterator[tuple[Node, Node]]":
    """Yield name and declaration of every variable that is not exported."""
    for node in walk(root):
        if node.type != "variable_declarator" or node.parent is None:
            continue
        declaration, name = node.parent, _only_name(node.child_by_field_name("name"))
        outside = declaration.parent
        if name is None or declaration.type not in DECLARATIONS:
            continue
        if outside is not None and outside.type in ("program", "statement_block"):
            alone = sum(each.type == node.type for each in declaration.children) == 1
            yield name, declaration if alone else node


def _only_name(bound: "Node | None") -> "Node | None":
    """Return the one name that a declarator binds: `x`, `{ x }`."""
    if bound is not None and bound.type == "object_pattern" and bound.named_child_count == 1:
        (part,) = bound.named_children
        return part if part.type == "shorthand_property_identifier_pattern" else None
    return bound if bound is not None and bound.type == "identifier" else None


def holds_client(declaration: "Node") -> bool:
    """Tell whether a declaration only takes the client, or a part of it, from its hook."""
    declarator = declaration
    if declaration.type in DECLARATIONS:
        declarator = declaration.named_children[0]
    value = declarator.child_by_field_name("value")
    if value is None or value.type != "call_expression":
        return False
    function = value.child_by_field_name("function")
    return function is not None and function.text in CLIENT_HOOKS
