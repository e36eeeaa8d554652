"""Where a key may be written down: constants, members of enums and objects, methods on the way.

And who may see such a place without writing its name: whoever looks at all members at once.
"""

import re
from typing import TYPE_CHECKING

from codebase.removal.languages.base import Import
from codebase.removal.languages.javascript.kinds import DECLARATIONS
from codebase.removal.nodes import is_comment, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_MEMBERS = frozenset(
    {
        "enum_assignment",
        "pair",
        "method_definition",
        "public_field_definition",
        "property_identifier",
        "shorthand_property_identifier",
        "spread_element",
    }
)
_IN_OBJECTS = frozenset({"enum_assignment", "pair"})
_AROUND_OBJECT = frozenset({"as_expression", "satisfies_expression", "parenthesized_expression"})
_NAMING = frozenset(
    {
        "import_specifier",
        "import_clause",
        "namespace_import",
        "enum_declaration",
        "export_statement",
    }
)
_TRANSPARENT = frozenset({"non_null_expression", "parenthesized_expression"})
_CONTAINERS = frozenset({"enum_declaration", "variable_declarator", "class_declaration"})


def constant(node: "Node") -> "Node | None":
    """Return what goes with a constant: its declaration, `export` included, or the member."""
    if node.type == "function_declaration":
        return _at_top(_with_export(node))
    outer: Node | None = node
    while outer is not None and outer.type not in ("program", "statement_block"):
        if outer.type == "method_definition" and outer.parent is not None:
            return outer if _may_lose_method(outer.parent) else None
        if outer.type in _IN_OBJECTS or outer.type == "public_field_definition":
            return outer if _several(outer) and container(outer) else None
        if outer.type in DECLARATIONS:
            return _variable(node, outer)
        outer = outer.parent
    return None


def _with_export(node: "Node") -> "Node":
    parent = node.parent
    return parent if parent is not None and parent.type == "export_statement" else node


def _at_top(statement: "Node") -> "Node | None":
    outer = statement.parent
    return statement if outer is not None and outer.type == "program" else None


def _variable(node: "Node", declaration: "Node") -> "Node | None":
    if any(_is_pattern(each.child_by_field_name("name")) for each in declaration.named_children):
        return None
    if sum(each.type == "variable_declarator" for each in declaration.children) > 1:
        return node if node.type == "variable_declarator" else None
    return _with_export(declaration)


def _is_pattern(name: "Node | None") -> bool:
    """Tell whether several names may get their values at once: `const [A, B] = …`."""
    return name is not None and name.type.endswith("_pattern")


def _several(member: "Node") -> bool:
    """An enum, object or class that loses its only member becomes another type."""
    body = member.parent
    return body is not None and sum(child.type in _MEMBERS for child in body.children) > 1


def _may_lose_method(body: "Node") -> bool:
    """Tell whether a method is nobody's but its class's: nothing above it, no decorator."""
    outer = body.parent
    if body.type != "class_body" or outer is None or sum(_is_method(c) for c in body.children) < 2:
        return False
    heritage = any(child.type == "class_heritage" for child in outer.children)
    return not heritage and not any(node.type == "decorator" for node in body.children)


def _is_method(node: "Node") -> bool:
    name = node.child_by_field_name("name")
    return node.type == "method_definition" and name is not None and name.text != b"constructor"


def container(constant: "Node") -> tuple[bytes, ...]:
    """Return the names of the enum, the class or the objects that a member stands in."""
    path: list[bytes] = []
    inner = constant
    while inner.type in (*_IN_OBJECTS, "public_field_definition"):
        outer = inner.parent.parent if inner.parent is not None else None
        while outer is not None and (outer.type in _AROUND_OBJECT or _is_frozen(outer)):
            outer = outer.parent
        if outer is None:
            return ()
        if _is_exported_object(outer):
            return (_DEFAULT_NAME, *reversed(path))
        name = outer.child_by_field_name("key" if outer.type == "pair" else "name")
        if name is None or _is_pattern(name) or outer.type not in (*_CONTAINERS, "pair"):
            return ()
        path.append((name.text or b"").strip(b"'\""))
        if outer.type in _CONTAINERS:
            return tuple(reversed(path))
        inner = outer
    return ()


_DEFAULT_NAME = b"default"
"""What stands for the object that a file exports without a name."""


def _is_exported_object(outer: "Node") -> bool:
    """Read `export default {…}` and `module.exports = {…}`."""
    left = outer.child_by_field_name("left")
    if outer.type == "assignment_expression" and left is not None:
        return left.text == b"module.exports"
    return outer.type == "export_statement"


def _is_frozen(node: "Node") -> bool:
    """Read the call and the arguments of `Object.freeze({…})`."""
    call = node.parent if node.type == "arguments" else node
    function = call.child_by_field_name("function") if call is not None else None
    return function is not None and function.text == b"Object.freeze"


def reads_members_only(root: "Node", container: tuple[bytes, ...]) -> bool:
    """Tell whether every mention of an enum or object reads one member, or is only its type."""
    names, rest = _aliases(root, container[0]), container[1:]
    for node in walk(root):
        if node.child_count:
            continue
        if node.type in ("identifier", "shorthand_property_identifier") and node.text in names:
            if not _reads_member(node, rest):
                return False
        elif node.text == container[0] and not _is_harmless(node, rest):
            return False
    return True


def _aliases(root: "Node", name: bytes) -> set[bytes]:
    """Return the names that a file gives to what others call `name`."""
    found = {name}
    for node in walk(root):
        foreign = node.child_by_field_name("key" if node.type == "pair_pattern" else "name")
        own = node.child_by_field_name("value" if node.type == "pair_pattern" else "alias")
        if own is None or foreign is None or foreign.text != name:
            continue
        if node.type in ("import_specifier", "pair_pattern"):
            found.add(own.text or b"")
    return found


def _is_harmless(node: "Node", rest: tuple[bytes, ...]) -> bool:
    """Judge a mention that is no variable: `flags.Flag`, a type, a text."""
    parent = node.parent
    if node.type == "property_identifier" and parent is not None:
        return parent.type != "member_expression" or _reads_member(parent, rest)
    return node.type != "string_fragment" or parent is None or parent.type == "literal_type"


def _reads_member(node: "Node", rest: tuple[bytes, ...]) -> bool:
    around = node.parent
    while around is not None and around.type in _TRANSPARENT:
        node, around = around, around.parent
    if around is None:
        return False
    if around.child_by_field_name("object") == node:
        name = _member_name(around)
        if rest and name == rest[0]:
            return _reads_member(around, rest[1:])
        return name is not None
    if around.type in ("variable_declarator", "class_declaration"):
        return around.child_by_field_name("name") == node
    if around.type == "export_specifier":
        return around.child_by_field_name("alias") is None
    return around.type in _NAMING or _is_exported(node, around)


def _member_name(access: "Node") -> bytes | None:
    """Return which member is read, None if that is computed."""
    if access.type == "member_expression":
        found = access.child_by_field_name("property")
        return found.text if found is not None else None
    index = access.child_by_field_name("index")
    if access.type != "subscript_expression" or index is None or index.type != "string":
        return None
    return (index.text or b"")[1:-1]


def _is_exported(node: "Node", around: "Node") -> bool:
    """Read `module.exports = {A}`, `module.exports = A` and `exports.A = A`, either side."""
    target = around.parent if around.type == "object" else around
    left = target.child_by_field_name("left") if target is not None else None
    if target is None or target.type != "assignment_expression" or left is None:
        return False
    exported = re.fullmatch(rb"(module\.)?exports(\.[\w$]+)?", left.text or b"")
    return exported is not None and (around.type != "object" or node.type.startswith("shorthand"))


_STAR = re.compile(
    rb"\b(?:im|ex)port\s+(?:type\s+)?\*(?:\s*as\s+([\w$]+))?\s+from\s*['\"]([^'\"]+)"
)
_REQUIRED = re.compile(
    rb"(?:([\w$]+)\s*=\s*|\{([^{}]*)\}\s*=\s*)?(?:await\s+)?"
    rb"\b(?:require|import)\s*\(\s*['\"]([^'\"]+)['\"]\s*\)"
)
_DEFAULT = re.compile(rb"\bimport\s+(?:type\s+)?([\w$]+)\s*(?:,[^;'\"]*)?\bfrom\s*['\"]([^'\"]+)")
_DEFAULT_NAMED = re.compile(rb"\bdefault\b[^;'\"]*\bfrom\s*['\"]([^'\"]+)")


def imports_at_once(source: bytes) -> "Iterator[Import]":
    """Yield what may see everything a module exports, and every use of its default."""
    for hit in _STAR.finditer(source):
        if hit.group().startswith(b"ex"):
            yield Import(_stem(hit[2]), hit[2], handed_on=not hit[1])
        elif hit[1]:
            yield Import(_stem(hit[2]), hit[2], (hit[1],))
    for hit in _REQUIRED.finditer(source):
        if hit[2] is not None:
            # Names in braces are named; only the rest of them is everything.
            whole = b"..." in hit[2]
        else:
            behind = source[hit.end() : hit.end() + 2]
            whole = bool(hit[1]) or not behind.startswith((b".", b")."))
        if whole:
            yield Import(_stem(hit[3]), hit[3], (hit[1],) if hit[1] else ())
    for hit in _DEFAULT.finditer(source):
        yield Import(_stem(hit[2]), hit[2], (hit[1],), default=True)
    for hit in _DEFAULT_NAMED.finditer(source):
        yield Import(_stem(hit[1]), hit[1], default=True)


def _stem(specifier: bytes) -> bytes:
    return specifier.rpartition(b"/")[2].partition(b".")[0]


def is_default(constant: "Node") -> bool:
    """Tell whether other files import it under whatever name they like."""
    outer = constant
    while outer.parent is not None and outer.parent.type != "program":
        outer = outer.parent
    names = {*container(constant)[:1], *_declared(constant)}
    if _DEFAULT_NAME in names:
        return True
    return any(
        child.text == b"default" or (child.type == "identifier" and child.text in names)
        for statement in (outer.parent.named_children if outer.parent is not None else ())
        if statement.type == "export_statement" and (statement == outer or _is_bare(statement))
        for child in statement.children
    )


def _is_bare(export: "Node") -> bool:
    return export.child_by_field_name("declaration") is None


def _declared(constant: "Node") -> list[bytes]:
    return [
        name.text or b""
        for node in (constant, *constant.named_children)
        if (name := node.child_by_field_name("name")) is not None
    ]


def is_private(constant: "Node") -> bool:
    """Tell whether only its own file can name a declaration: a module's, without `export`."""
    root = constant.parent
    if root is None or root.type != "program" or constant.type == "export_statement":
        return False
    return is_module(root)


def is_module(root: "Node") -> bool:
    """Tell whether a file has scope of its own."""
    return any(
        child.type in ("import_statement", "export_statement")
        for child in root.named_children
        if not is_comment(child)
    )
