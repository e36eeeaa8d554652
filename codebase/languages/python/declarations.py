"""Python declarations: functions, classes, annotations."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from codebase.languages.python.text import pieces, text_of
from codebase.syntax import (
    ClassMember,
    ClassShape,
    FunctionShape,
    Parameter,
    TypeNames,
    TypeShape,
    TypeTexts,
    first_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_GETTERS = frozenset({"property", "cached_property", "functools.cached_property"})

_SPLATS: dict[str, Literal["*", "**"]] = {
    "list_splat_pattern": "*",
    "dictionary_splat_pattern": "**",
}


def decorators_of(node: "Node") -> "tuple[Node, ...]":
    """Return what is written after each `@` of a definition."""
    parent = node.parent
    if parent is None or parent.type != "decorated_definition":
        return ()
    return tuple(first_of(c) for c in parent.named_children if c.type == "decorator")


def function_shape(node: "Node") -> FunctionShape:
    """Return the outside of a function node."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    parameters = node.child_by_field_name("parameters")
    return FunctionShape(
        name=text_of(name) if name else "",
        parameters=tuple(_parameters(parameters)),
        body=body if node.type == "lambda" else None,
        returns=annotated(node.child_by_field_name("return_type")),
        decorators=decorators_of(node),
    )


def annotated(node: "Node | None") -> "Node | None":
    """Return the expression inside an annotation."""
    return node.named_children[0] if node is not None and node.named_children else None


def _parameters(node: "Node | None") -> list[Parameter]:
    found: list[Parameter] = []
    keyword_only = False
    for child in node.named_children if node else ():
        if child.type in ("keyword_separator", "comment"):
            keyword_only = True
            continue
        if child.type == "positional_separator":
            continue
        parameter = _parameter(child, keyword_only=keyword_only)
        if parameter is not None:
            found.append(parameter)
            keyword_only = keyword_only or parameter.rest == "*"
    return found


def _parameter(node: "Node", *, keyword_only: bool) -> Parameter | None:
    default, typed = node.child_by_field_name("value"), node.child_by_field_name("type")
    target = node.child_by_field_name("name")
    if target is None:
        target = node if node.type in _SPLATS or not node.named_children else node.named_children[0]
    rest: Literal["", "*", "**"] = _SPLATS.get(target.type, "")
    pattern = first_of(target) if rest and target.named_children else target
    if pattern.type != "identifier":
        return None
    return Parameter(
        text_of(pattern), pattern, default, annotated(typed), rest, keyword_only and not rest
    )


def class_shape(node: "Node") -> ClassShape:
    """Return the outside of a class."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    bases = node.child_by_field_name("superclasses")
    base_nodes = (
        tuple(c for c in bases.named_children if c.type != "keyword_argument") if bases else ()
    )
    # `Base[int]` extends `Base`.
    base_nodes = tuple(first_of(b) if b.type == "subscript" else b for b in base_nodes)
    words = [text_of(base).rpartition(".")[2] for base in base_nodes]
    members: dict[str, ClassMember] = {}
    for child in body.named_children if body else ():
        member = _member(child)
        if member is not None and not _promised(member):
            members[member.name] = _enumerated(member, words)
    constructor = members.get("__init__")
    return ClassShape(
        name=text_of(name) if name else "",
        node=node,
        bases=base_nodes,
        members=members,
        constructor=constructor.node if constructor else None,
        demands=_demands(body) if any(word.startswith("Protocol") for word in words) else (),
        enumeration=any(word.endswith(("Enum", "Choices")) for word in words),
    )


def _promised(member: ClassMember) -> bool:
    """Say whether a class leaves a method to those who implement it: it does nothing."""
    body = member.node.child_by_field_name("body") if member.kind in ("method", "getter") else None
    if body is None or member.name.startswith("__"):
        return False
    return all(_says_nothing(statement) for statement in body.named_children)


def _says_nothing(statement: "Node") -> bool:
    inner = first_of(statement)
    if statement.type == "raise_statement":
        return text_of(inner).startswith("NotImplementedError")
    if statement.type == "return_statement":
        return not statement.named_children or inner.type in ("none", "false")
    bare = statement.type == "expression_statement" and inner.type in ("ellipsis", "string")
    return bare or statement.type in ("pass_statement", "comment")


def _demands(body: "Node | None") -> tuple[str, ...]:
    """Return the methods of a protocol."""
    found = [_member(child) for child in body.named_children] if body else []
    return tuple(m.name for m in found if m is not None and m.kind == "method")


def _enumerated(member: ClassMember, bases: list[str]) -> ClassMember:
    """Return an enumeration's member with the value that its base class makes of it."""
    value = member.value
    if value is None:
        return member
    if "StrEnum" in bases and text_of(value) in ("auto()", "enum.auto()"):
        return replace(member, text=member.name.lower())
    if "TextChoices" in bases and value.type in ("expression_list", "tuple"):
        return replace(member, value=first_of(value))
    return member


def _member(node: "Node") -> ClassMember | None:
    if node.type == "decorated_definition":
        inner = node.child_by_field_name("definition")
        return _member(inner) if inner is not None else None
    name = node.child_by_field_name("name")
    if node.type == "function_definition" and name is not None:
        words = {text_of(item) for item in decorators_of(node)}
        if any(word.endswith((".setter", ".deleter")) for word in words):
            return None
        kind = "getter" if words & _GETTERS else "method"
        return ClassMember(text_of(name), node, kind, static="staticmethod" in words)
    if node.type == "class_definition" and name is not None:
        return ClassMember(text_of(name), node, "class", static=True)
    if node.type == "expression_statement" and node.named_children:
        return _field(first_of(node))
    return None


def _field(node: "Node") -> ClassMember | None:
    left = node.child_by_field_name("left")
    if node.type != "assignment" or left is None or left.type != "identifier":
        return None
    typed = annotated(node.child_by_field_name("type"))
    value = node.child_by_field_name("right")
    return ClassMember(text_of(left), node, "field", value, typed, static=value is not None)


def type_shape(node: "Node") -> TypeShape:
    """Return what an annotation says, with `T | None`, `Optional[T]` and quotes read as T."""
    kind = node.type
    if kind in ("type", "parenthesized_expression"):
        return type_shape(node.named_children[0]) if node.named_children else None
    if kind in ("identifier", "attribute"):
        return TypeNames((text_of(node),))
    if kind == "string":
        quoted = "".join(piece for piece in pieces(node) or () if isinstance(piece, str))
        parts = [part.strip() for part in quoted.replace("Optional[", "").split("|")]
        return TypeNames(tuple(part.rstrip("]") for part in parts if part not in ("", "None")))
    if kind in ("generic_type", "subscript"):
        return _generic(node)
    return _union(node) if kind in ("binary_operator", "union_type") else None


def _generic(node: "Node") -> TypeShape:
    head = text_of(first_of(node)).rpartition(".")[2]
    inner = [
        first_of(part) if part.type == "type" else part
        for child in node.named_children[1:]
        for part in (child.named_children if child.type == "type_parameter" else [child])
    ]
    if head == "Literal":
        return TypeTexts(tuple(text for item in inner for text in _texts(item)))
    if head == "Union":
        return _any_of(inner)
    if head in ("Optional", "Annotated", "ClassVar", "Final") and inner:
        return type_shape(inner[0])
    return TypeNames((head,))


def _texts(node: "Node") -> list[str]:
    found: list[str] = []
    stack = [node]
    while stack:
        item = stack.pop()
        if item.type == "string":
            found.append("".join(p for p in pieces(item) or () if isinstance(p, str)))
        else:
            stack.extend(reversed(item.named_children))
    return found


def _union(node: "Node") -> TypeShape:
    return _any_of(node.named_children)


def _any_of(nodes: "list[Node]") -> TypeShape:
    """Join the members of a union that say something; None if they are of several kinds."""
    shapes = [type_shape(node) for node in nodes if text_of(node) != "None"]
    names = [shape for shape in shapes if isinstance(shape, TypeNames)]
    if names and len(names) == len(shapes):
        return TypeNames(tuple(name for shape in names for name in shape.names))
    texts = [shape for shape in shapes if isinstance(shape, TypeTexts)]
    if texts and len(texts) == len(shapes):
        return TypeTexts(tuple(text for shape in texts for text in shape.texts))
    return None
