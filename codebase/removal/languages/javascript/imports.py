"""Imports and private variables of JavaScript and its relatives."""

from typing import TYPE_CHECKING

from codebase.removal.languages.base import Imported
from codebase.removal.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
_CLIENT_HOOKS = frozenset({b"usePostHog", b"useOptionalPostHog"})


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
    if statement.type not in _DECLARATIONS or statement.named_child_count != 1:
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
        declaration, name = node.parent, node.child_by_field_name("name")
        outside = declaration.parent
        if name is None or name.type != "identifier" or declaration.type not in _DECLARATIONS:
            continue
        if outside is not None and outside.type in ("program", "statement_block"):
            alone = sum(each.type == node.type for each in declaration.children) == 1
            yield name, declaration if alone else node


def holds_client(declaration: "Node") -> bool:
    """Tell whether a declaration is `const posthog = usePostHog()` and nothing else."""
    declarator = declaration
    if declaration.type in _DECLARATIONS:
        declarator = declaration.named_children[0]
    value = declarator.child_by_field_name("value")
    if value is None or value.type != "call_expression":
        return False
    function = value.child_by_field_name("function")
    return function is not None and function.text in _CLIENT_HOOKS


_MEMBERS = frozenset({"enum_assignment", "pair"})
_AROUND_OBJECT = frozenset({"as_expression", "satisfies_expression", "parenthesized_expression"})
_NAMING = frozenset({"import_specifier", "export_specifier", "enum_declaration", "type_query"})


def constant(node: "Node") -> "Node | None":
    """Return what goes with a constant: its declaration, `export` included, or the member."""
    outer: Node | None = node
    if node.type == "function_declaration" and node.parent is not None:
        return node.parent if node.parent.type == "export_statement" else node
    while outer is not None and outer.type not in ("program", "statement_block"):
        if outer.type in _MEMBERS:
            body = outer.parent
            several = body is not None and sum(c.type in _MEMBERS for c in body.children) > 1
            return outer if several and container(outer) is not None else None
        if outer.type in _DECLARATIONS:
            alone = sum(each.type == "variable_declarator" for each in outer.children) == 1
            exported = outer.parent is not None and outer.parent.type == "export_statement"
            if not alone:
                return node if node.type == "variable_declarator" else None
            return outer.parent if exported else outer
        outer = outer.parent
    return None


def container(constant: "Node") -> bytes | None:
    """Return the name of the enum or the constant object that a member stands directly in."""
    if constant.type not in _MEMBERS or constant.parent is None:
        return None
    outer = constant.parent.parent
    while outer is not None and (outer.type in _AROUND_OBJECT or _is_frozen(outer)):
        outer = outer.parent
    if outer is None or outer.type not in ("enum_declaration", "variable_declarator"):
        return None
    name = outer.child_by_field_name("name")
    return name.text if name is not None and name.type == "identifier" else None


def _is_frozen(node: "Node") -> bool:
    """Read the call and the arguments of `Object.freeze({…})`."""
    call = node.parent if node.type == "arguments" else node
    function = call.child_by_field_name("function") if call is not None else None
    return function is not None and function.text == b"Object.freeze"


def reads_members_only(root: "Node", container: bytes) -> bool:
    """Tell whether every mention of an enum or object reads one member, or is only a type."""
    return all(
        _reads_member(node)
        for node in walk(root)
        if node.type in ("identifier", "shorthand_property_identifier") and node.text == container
    )


def _reads_member(name: "Node") -> bool:
    parent = name.parent
    if parent is None:
        return False
    if parent.type == "member_expression":
        return parent.child_by_field_name("object") == name
    if parent.type == "variable_declarator":
        return parent.child_by_field_name("name") == name
    return parent.type in _NAMING
