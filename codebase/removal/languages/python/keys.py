"""Where a key may be written down in Python, and who may see it without writing its name."""

import re
from typing import TYPE_CHECKING

from codebase.removal.languages.base import Import
from codebase.removal.languages.python.docstrings import is_docstring
from codebase.removal.nodes import closest, code_children, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_PLAIN_BASES = frozenset({b"object", b"str", b"Enum", b"StrEnum", b"enum.Enum", b"enum.StrEnum"})
_PLAIN_DECORATORS = frozenset({b"@unique", b"@enum.unique", b"@final", b"@typing.final"})
_SEES_ALL = frozenset({b"cls", b"__class__", b"auto", b"type", b"vars"})
"""Names with which a class looks at itself as a whole, or counts its members."""

_SEVERAL = ("_list", "_pattern")
"""How the types of targets end that are more than one name."""


def constant(node: "Node") -> "Node | None":
    """Return the statement of an assignment or definition; None if it must stay where it is."""
    statement: Node | None = node
    if node.type != "function_definition":
        while statement is not None and statement.type != "expression_statement":
            if statement.type not in ("assignment", "identifier"):
                return None
            statement = statement.parent
    body = statement.parent if statement is not None else None
    if statement is None or body is None or _binds_more(statement):
        return None
    if body.type == "module":
        return statement
    outer = body.parent
    if body.type != "block" or outer is None or outer.type != "class_definition":
        return None
    name = node.child_by_field_name("name")
    special = name is not None and (name.text or b"").startswith(b"__")
    return statement if not special and _may_lose_member(outer, body) else None


def _binds_more(statement: "Node") -> bool:
    """Tell whether several names get their values at once: `A, B = …`."""
    targets = (each.child_by_field_name("left") for each in statement.named_children)
    return any(target is not None and target.type.endswith(_SEVERAL) for target in targets)


def _may_lose_member(definition: "Node", body: "Node") -> bool:
    """Tell whether members of a class are only read by their names, and another one stays."""
    members = [each for each in code_children(body) if not is_docstring(each)]
    bases = definition.child_by_field_name("superclasses")
    listed = bases.named_children if bases is not None else []
    above = definition.parent
    decorators = above.children if above is not None and "decorated" in above.type else []
    return (
        len(members) > 1
        and all(base.text in _PLAIN_BASES for base in listed)
        and all(d.text in _PLAIN_DECORATORS for d in decorators if d.type == "decorator")
        and not any(node.type == "identifier" and _sees_all(node) for node in walk(body))
    )


def _sees_all(name: "Node") -> bool:
    if name.text not in _SEES_ALL:
        return False
    parent = name.parent
    if name.text != b"cls" or parent is None or parent.type in ("parameters", "typed_parameter"):
        return name.text != b"cls"
    return parent.type != "attribute" or not _reads_member(name, ())


def container(constant: "Node") -> tuple[bytes, ...]:
    """Return the names of the classes a constant stands in; a method is read through objects."""
    if constant.type != "expression_statement":
        return ()
    path: list[bytes] = []
    outer = _class_around(constant)
    while outer is not None:
        name = outer.child_by_field_name("name")
        path.append(name.text or b"" if name is not None else b"")
        outer = _class_around(outer)
    return tuple(reversed(path))


def _class_around(node: "Node") -> "Node | None":
    body = node.parent
    if body is not None and "decorated" in body.type:
        body = body.parent
    outer = body.parent if body is not None and body.type == "block" else None
    return outer if outer is not None and outer.type == "class_definition" else None


def reads_members_only(root: "Node", container: tuple[bytes, ...]) -> bool:
    """Tell whether every mention of a class reads one member, imports it or annotates with it."""
    names, rest = _aliases(root, container[0]), container[1:]
    for node in walk(root):
        if node.type == "identifier" and node.text in names and not _reads_member(node, rest):
            return False
        if node.type == "string_content" and node.text == container[0]:
            return False
    return True


def _aliases(root: "Node", name: bytes) -> set[bytes]:
    found = {name}
    for node in walk(root):
        if node.type == "aliased_import":
            own, foreign = node.child_by_field_name("alias"), node.child_by_field_name("name")
            if own is not None and foreign is not None and foreign.text == name:
                found.add(own.text or b"")
    return found


def _reads_member(node: "Node", rest: tuple[bytes, ...]) -> bool:
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "attribute":
        attribute = parent.child_by_field_name("attribute")
        name = attribute.text or b"" if attribute is not None else b""
        if attribute == node or (rest and name == rest[0]):
            return _reads_member(parent, rest if attribute == node else rest[1:])
        return not re.match(rb"__|_member", name)
    if parent.type in ("class_definition", "dotted_name", "aliased_import"):
        return True
    return _annotates(node)


def _annotates(node: "Node") -> bool:
    """Tell whether a type is only for readers: one of a field or of a decorated function is not.

    Frameworks check what they are given against such a type, member by member.
    """
    outer = closest(node, ("type", "block", "module"))
    if outer is None or outer.type != "type":
        return False
    outer = closest(outer, ("function_definition", "block", "module"))
    above = outer.parent if outer is not None else None
    if outer is None or above is None:
        return False
    if outer.type == "block":
        return above.type != "class_definition"
    return outer.type == "function_definition" and "decorated" not in above.type


_FROM = re.compile(rb"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)", re.M)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([\w., \t]+)", re.M)
_BY_NAME = re.compile(rb"\bimport_module\(\s*['\"]([\w.]+)")


def imports_at_once(source: bytes) -> "Iterator[Import]":
    """Yield every module that a file can see as a whole."""
    for hit in _FROM.finditer(source):
        if hit[2].strip(b"() \t") == b"*":
            yield Import(_last(hit[1]), hit[1], handed_on=True)
        for each in hit[2].strip(b"()").split(b","):
            words = each.split()
            if words:
                whole = hit[1] + (b"" if hit[1].endswith(b".") else b".") + words[0]
                yield Import(words[0], whole, (words[-1],))
    for hit in _IMPORT.finditer(source):
        for each in hit[1].split(b","):
            words = each.split()
            if words:
                names = tuple(words[0].split(b".")) if len(words) == 1 else (words[-1],)
                yield Import(_last(words[0]), words[0], names)
    for hit in _BY_NAME.finditer(source):
        yield Import(_last(hit[1]), hit[1])


def _last(module: bytes) -> bytes:
    return module.rpartition(b".")[2]
