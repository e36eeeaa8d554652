"""JavaScript and TypeScript declarations: functions, classes, types."""

from typing import TYPE_CHECKING

from codebase.languages.javascript.forms import FUNCTIONS, property_key
from codebase.languages.javascript.text import literal, text_of
from codebase.syntax import (
    ClassMember,
    ClassShape,
    FunctionShape,
    Parameter,
    TypeKeysOf,
    TypeList,
    TypeNames,
    TypeObject,
    TypeShape,
    TypeTexts,
    first_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_TRANSPARENT = frozenset(
    {
        "Promise",
        "Awaited",
        "Readonly",
        "NonNullable",
        "Partial",
        "Required",
        "InstanceType",
    }
)
"""Generics read as what they hold."""

_LISTS = frozenset({"Array", "ReadonlyArray", "Set", "ReadonlySet", "Iterable"})
"""Generics that hold any number of items."""

_FIELDS = frozenset({"public_field_definition", "field_definition", "property_signature"})


def function_shape(node: "Node") -> FunctionShape:
    """Return the outside of a function node."""
    name = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    returns = node.child_by_field_name("return_type")
    single = node.child_by_field_name("parameter")
    parameters = node.child_by_field_name("parameters")
    listed = [single] if single else [] if parameters is None else parameters.named_children
    return FunctionShape(
        name=text_of(name) if name else "",
        parameters=tuple(
            _parameter(child) for child in listed if child.type not in ("comment", "this_type")
        ),
        body=body if body is not None and body.type != "statement_block" else None,
        returns=annotated(returns),
    )


def annotated(node: "Node | None") -> "Node | None":
    """Return the type inside `: T`."""
    return node.named_children[0] if node is not None and node.named_children else None


def _parameter(node: "Node") -> Parameter:
    pattern = node.child_by_field_name("pattern") or node
    rest = pattern.type == "rest_pattern"
    target = first_of(pattern) if rest else pattern
    return Parameter(
        name=text_of(target) if target.type == "identifier" else "",
        pattern=target,
        default=node.child_by_field_name("value"),
        type=annotated(node.child_by_field_name("type")),
        rest="*" if rest else "",
    )


def class_shape(node: "Node") -> ClassShape:
    """Return the outside of a class, enum or interface."""
    name = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    members: dict[str, ClassMember] = {}
    if node.type in ("internal_module", "module"):
        members = {member.name: member for member in _declared(body)}
        return ClassShape(text_of(name) if name else "", node, members=members)
    constructor: Node | None = None
    for child in body.named_children if body else ():
        member = _member(child)
        if member is None:
            continue
        if member.name == "constructor":
            constructor = child
            members.update(_promoted(child))
        elif member.name not in members or member.value is not None or member.kind != "field":
            members[member.name] = member
    return ClassShape(
        name=text_of(name) if name else "",
        node=node,
        bases=tuple(_bases(node)),
        members=members,
        constructor=constructor,
        enumeration=node.type == "enum_declaration",
    )


def _declared(body: "Node | None") -> "Iterator[ClassMember]":
    """Yield what a namespace declares, as the static members of a class."""
    for child in body.named_children if body is not None else ():
        inner = child.child_by_field_name("declaration") or child
        if inner.type == "expression_statement" and inner.named_children:
            inner = first_of(inner)
        for node in inner.named_children if inner.type.endswith("_declaration") else ():
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if node.type == "variable_declarator" and name is not None:
                typed = annotated(node.child_by_field_name("type"))
                yield ClassMember(text_of(name), node, "field", value, typed, static=True)
        name = inner.child_by_field_name("name")
        if name is not None:
            kind = "method" if inner.type in FUNCTIONS else "class"
            yield ClassMember(text_of(name), inner, kind, static=True)


def _bases(node: "Node") -> "list[Node]":
    found: list[Node] = []
    for heritage in node.named_children:
        if heritage.type == "class_heritage":
            for clause in heritage.named_children:
                if clause.type in ("extends_clause", "implements_clause"):
                    found.extend(child for child in clause.named_children)
                else:
                    found.append(clause)
        elif heritage.type == "extends_type_clause":
            found.extend(heritage.named_children)
    return found


def _member(node: "Node") -> ClassMember | None:
    if node.type == "enum_assignment":
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        return (
            ClassMember(str(property_key(name)), node, "field", value, static=True)
            if name
            else None
        )
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    if name is None or name.type == "computed_property_name":
        return None
    words = {child.type for child in node.children}
    label = literal(name) if name.type == "string" else text_of(name)
    if node.type == "method_definition":
        kind = "getter" if "get" in words else "method"
        return None if "set" in words else ClassMember(label, node, kind, static="static" in words)
    if node.type not in _FIELDS:
        return None
    value = node.child_by_field_name("value")
    typed = annotated(node.child_by_field_name("type"))
    return ClassMember(label, node, "field", value, typed, static="static" in words)


def _promoted(constructor: "Node") -> dict[str, ClassMember]:
    """Return the fields that a constructor declares in its parameters."""
    parameters = constructor.child_by_field_name("parameters")
    found: dict[str, ClassMember] = {}
    for child in parameters.named_children if parameters else ():
        words = {part.type for part in child.children}
        pattern = child.child_by_field_name("pattern")
        if pattern is not None and words & {"accessibility_modifier", "readonly"}:
            name = text_of(pattern)
            typed = annotated(child.child_by_field_name("type"))
            found[name] = ClassMember(name, child, "field", pattern, typed)
    return found


def type_shape(node: "Node") -> TypeShape:
    """Return what a type says about values, as far as it matters here."""
    kind = node.type
    if kind in ("type_identifier", "nested_type_identifier"):
        return TypeNames((text_of(node),))
    if kind == "generic_type":
        return _generic(node)
    if kind == "type_query":
        return TypeNames((text_of(first_of(node)),))
    if kind in ("parenthesized_type", "readonly_type", "type_annotation"):
        return type_shape(node.named_children[0]) if node.named_children else None
    if kind == "literal_type" and first_of(node).type == "string":
        return TypeTexts((literal(first_of(node)),))
    if kind == "index_type_query":
        query = first_of(node)
        named = query.type == "type_query"
        return TypeKeysOf(text_of(first_of(query))) if named else None
    if kind == "lookup_type":
        return _values_of(node)
    if kind in ("object_type", "interface_body"):
        return TypeObject(tuple(_fields(node)))
    if kind == "array_type" and node.named_children:
        return TypeList(first_of(node))
    return _union(node) if kind == "union_type" else None


def _values_of(node: "Node") -> TypeShape:
    """`(typeof TABLE)[keyof typeof TABLE]`, `(typeof LIST)[number]`: any value of the table."""
    table, key = first_of(node), node.named_children[-1]
    while table.type == "parenthesized_type" and table.named_children:
        table = first_of(table)
    every = text_of(key) == "number" or isinstance(type_shape(key), TypeKeysOf)
    named = table.type == "type_query" and every
    return TypeKeysOf(text_of(first_of(table)), values=True) if named else None


def _generic(node: "Node") -> TypeShape:
    """`Promise<T>` and its like are read as T; any other generic as its own name."""
    name = node.child_by_field_name("name") or first_of(node)
    inner = node.child_by_field_name("type_arguments")
    if text_of(name) in _TRANSPARENT and inner is not None and inner.named_children:
        return type_shape(first_of(inner))
    if text_of(name) in _LISTS and inner is not None and inner.named_children:
        return TypeList(first_of(inner))
    if text_of(name) == "ReturnType" and inner is not None:
        made = type_shape(first_of(inner)) if inner.named_children else None
        return TypeNames((f"{made.names[0]}()",)) if isinstance(made, TypeNames) else None
    return TypeNames((text_of(name),))


def _fields(node: "Node") -> "list[tuple[str, Node]]":
    found: list[tuple[str, Node]] = []
    for child in node.named_children:
        name = child.child_by_field_name("name")
        typed = annotated(child.child_by_field_name("type"))
        if name is not None and typed is not None and child.type == "property_signature":
            found.append((str(property_key(name)), typed))
        elif name is not None and child.type == "method_signature":
            found.append((str(property_key(name)), child))
    return found


def _union(node: "Node") -> TypeShape:
    flat: list[Node] = []
    stack = [node]
    while stack:
        item = stack.pop()
        if item.type == "union_type":
            stack.extend(reversed(item.named_children))
        elif item.type not in ("undefined", "null") and text_of(item) not in ("undefined", "null"):
            flat.append(item)
    shapes = [type_shape(item) for item in flat]
    if len(shapes) == 1:
        return shapes[0]
    texts = [shape for shape in shapes if isinstance(shape, TypeTexts)]
    if texts and len(texts) == len(shapes):
        return TypeTexts(tuple(text for shape in texts for text in shape.texts))
    names = [shape for shape in shapes if isinstance(shape, TypeNames)]
    if names and len(names) == len(shapes):
        return TypeNames(tuple(name for shape in names for name in shape.names))
    objects = [shape for shape in shapes if isinstance(shape, TypeObject)]
    if objects and len(objects) == len(shapes):
        return TypeObject(tuple(field for shape in objects for field in shape.fields))
    return None
