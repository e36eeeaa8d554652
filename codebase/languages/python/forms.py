"""Python expressions, read into the forms the engine knows."""

import re
from typing import TYPE_CHECKING

from codebase.languages.python.text import pieces, text_of
from codebase.syntax import (
    Argument,
    Call,
    ClassExpression,
    Concat,
    Constant,
    Either,
    Entry,
    Form,
    FunctionExpression,
    Guarded,
    Index,
    Member,
    Name,
    Number,
    Opaque,
    Record,
    Sequence,
    Through,
    Truth,
    first_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

TOKENS = frozenset({"api_key", "project_api_key"})
"""Settings of the SDK's module that hold the project token."""

FUNCTIONS = frozenset({"function_definition", "lambda"})

CLASSES = frozenset({"class_definition"})

_TRANSPARENT = frozenset({"parenthesized_expression", "await", "as_pattern", "list_splat"})

_PERCENT_NAME = re.compile(r"%\((\w+)\)s")

_KNOWN = frozenset({"true", "false", "none", "float", "list_comprehension", "set_comprehension"})


def read(node: "Node") -> Form:
    """Return the form of one expression node."""
    kind = node.type
    if kind == "identifier":
        return Name(text_of(node))
    if kind in _TRANSPARENT:
        inner = [child for child in node.named_children if child.type != "comment"]
        return Through(inner[0]) if inner else Opaque()
    if kind in FUNCTIONS:
        return FunctionExpression(node)
    if kind in CLASSES:
        return ClassExpression(node)
    if kind in _KNOWN:
        return Opaque(known=True)
    reader = _READERS.get(kind)
    return reader(node) if reader else Opaque()


def _string(node: "Node") -> Form:
    parts = pieces(node)
    if parts is None:
        return Opaque(known=True)
    if all(isinstance(part, str) for part in parts):
        return Constant("".join(part for part in parts if isinstance(part, str)))
    return Concat(tuple(parts))


def _attribute(node: "Node") -> Form:
    target, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    return Member(target, text_of(name)) if target and name else Opaque()


def _subscript(node: "Node") -> Form:
    target, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
    return Index(target, key) if target and key else Opaque()


def _number(node: "Node") -> Form:
    text = text_of(node)
    return Number(int(text)) if text.isdecimal() else Opaque(known=True)


def _unary(node: "Node") -> Form:
    inner = node.child_by_field_name("argument")
    number = _number(inner) if inner is not None and inner.type == "integer" else None
    negative = isinstance(number, Number) and text_of(node).startswith("-")
    return Number(-number.value) if isinstance(number, Number) and negative else Opaque(known=True)


def _call(node: "Node") -> Form:
    callee, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if callee is None or given is None:
        return Opaque()
    if given.type != "argument_list":
        return Call(callee)
    return Call(callee, tuple(_argument(c) for c in given.named_children if c.type != "comment"))


def _argument(node: "Node") -> Argument:
    if node.type == "keyword_argument":
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            return Argument(value, text_of(name))
    if node.type == "list_splat":
        return Argument(first_of(node), spread="*")
    if node.type == "dictionary_splat":
        return Argument(first_of(node), spread="**")
    return Argument(node)


def _binary(node: "Node") -> Form:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return Opaque()
    if text_of(operator) == "+":
        return Concat((left, right))
    if text_of(operator) == "%" and left.type in ("string", "concatenated_string"):
        return _percent(left, right)
    return Opaque()


def _percent(left: "Node", right: "Node") -> Form:
    """`"a_%s" % x`: only plain `%s` holes are read."""
    parts = pieces(left)
    if parts is None or not all(isinstance(part, str) for part in parts):
        return Opaque()
    text = "".join(part for part in parts if isinstance(part, str))
    if right.type == "dictionary":
        return _named_percent(text, right)
    chunks = text.split("%s")
    if any("%" in chunk.replace("%%", "") for chunk in chunks):
        return Opaque()
    values = right.named_children if right.type == "tuple" else [right]
    if len(values) != len(chunks) - 1:
        return Opaque()
    joined: list[str | Node] = [chunks[0].replace("%%", "%")]
    for value, chunk in zip(values, chunks[1:], strict=True):
        joined.extend((value, chunk.replace("%%", "%")))
    return Concat(tuple(joined))


def _named_percent(text: str, right: "Node") -> Form:
    """`"a_%(x)s" % {"x": 1}`."""
    record = _dictionary(right)
    table = {e.key: e.value for e in record.entries} if isinstance(record, Record) else {}
    found: list[str | Node] = []
    for at, chunk in enumerate(_PERCENT_NAME.split(text)):
        hole = table.get(chunk) if at % 2 else None
        if (at % 2 and hole is None) or (not at % 2 and "%" in chunk.replace("%%", "")):
            return Opaque()
        found.append(chunk.replace("%%", "%") if hole is None else hole)
    return Concat(tuple(found))


def _boolean(node: "Node") -> Form:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return Opaque()
    return Either((left, right)) if text_of(operator) == "or" else Guarded(left, right)


def _conditional(node: "Node") -> Form:
    parts = [child for child in node.named_children if child.type != "comment"]
    return Either((parts[0], parts[2])) if len(parts) == 3 else Opaque()


def _truth(node: "Node") -> Form:
    return Truth(tuple(node.named_children))


def _named(node: "Node") -> Form:
    value = node.child_by_field_name("value")
    return Through(value) if value is not None else Opaque()


def _assigned(node: "Node") -> Form:
    """`b = value` on the right of `a = b = value`; a token that is set is a call that sets it."""
    value = node.child_by_field_name("right")
    if value is None:
        return Opaque()
    setting = next(iter(settings(node.child_by_field_name("left"))), None)
    return Call(node.children[0], (Argument(value),)) if setting else Through(value)


def settings(node: "Node | None") -> "tuple[Node, ...]":
    """Return the assignment of a token, if that is what an attribute is for: `x.api_key = ...`."""
    parent = node.parent if node is not None and node.type == "attribute" else None
    name = node.child_by_field_name("attribute") if node is not None else None
    if parent is None or name is None or parent.type != "assignment":
        return ()
    left = parent.child_by_field_name("left")
    meant = left == node and text_of(name) in TOKENS and parent.child_by_field_name("right")
    return (parent,) if meant else ()


def _augmented(node: "Node") -> Form:
    """`x += value`: what `x` is afterwards."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    plus = operator is not None and text_of(operator) == "+="
    return Concat((left, right)) if left and right and plus else Opaque()


def _keyword(node: "Node") -> Form:
    value = node.child_by_field_name("value")
    return Through(value) if value is not None else Opaque()


def _dictionary(node: "Node") -> Form:
    found: list[Entry] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                form = read(key) if key.type == "string" else None
                label = form.text if isinstance(form, Constant) else key
                found.append(Entry(label, value, child))
        elif child.type == "dictionary_splat":
            found.append(Entry(None, first_of(child), child))
    return Record(tuple(found))


def _sequence(node: "Node") -> Form:
    return Sequence(tuple(_argument(c) for c in node.named_children if c.type != "comment"))


_READERS = {
    "string": _string,
    "concatenated_string": _string,
    "attribute": _attribute,
    "subscript": _subscript,
    "integer": _number,
    "unary_operator": _unary,
    "call": _call,
    "binary_operator": _binary,
    "boolean_operator": _boolean,
    "conditional_expression": _conditional,
    "not_operator": _truth,
    "comparison_operator": _truth,
    "named_expression": _named,
    "assignment": _assigned,
    "augmented_assignment": _augmented,
    "keyword_argument": _keyword,
    "dictionary": _dictionary,
    "list": _sequence,
    "tuple": _sequence,
    "set": _sequence,
    "expression_list": _sequence,
}
