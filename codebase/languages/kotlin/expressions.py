"""Kotlin's expressions as forms."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages import jvm
from codebase.languages.kotlin.nodes import arguments, extended, name_of, operand, parts
from codebase.languages.tables import forms, text
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import (
    Argument,
    Call,
    Either,
    Entry,
    Form,
    Imported,
    Member,
    Name,
    Opaque,
    Record,
    Sequence,
    This,
    Through,
    Truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node


_CLASSES = frozenset(
    {"class_declaration", "object_declaration", "companion_object", "object_literal"}
)

_LISTS = frozenset(
    {"listOf", "setOf", "arrayOf", "mutableListOf", "mutableSetOf", "sequenceOf", "arrayListOf"}
)


_TABLES = frozenset({"mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf", "buildMap", "HashMap"})


LEAVES = frozenset(
    {"return_expression", "throw_expression", "break_expression", "continue_expression"}
)


_FUNCTIONS = frozenset({"function_declaration", "class_body", "source_file", "getter"})


def call(node: "Node", _: Read) -> Form:
    """A call; tables, lists and comparisons are functions, too."""
    callee, given = parts(node)
    name = name_of(node)
    if callee is None or jvm.is_expectation(node, name, name_of, _FUNCTIONS):
        return Opaque(known=True)
    if callee.type == "navigation_expression":
        target = pick(callee, "#0")
        if name == "equals" and target is not None:
            return Truth((target, *(item.value for item in given)))
        return Call(callee, given)
    if name in jvm.DOUBLES:
        return Opaque(known=True)
    if name in _LISTS:
        return Sequence(given)
    if name == "Pair" and len(given) == 2:
        return Sequence(given)
    if name in _TABLES:
        return Record(tuple(_entries(given)))
    return Call(callee, given)


def _entries(given: tuple[Argument, ...]) -> "Iterator[Entry]":
    """Yield the pairs `key to value`, and tables that are spread or copied."""
    for item in given:
        pair = children_of(item.value)
        if item.value.type == "infix_expression" and len(pair) == 3 and text_of(pair[1]) == "to":
            yield Entry(_key(pair[0]), pair[2], item.value)
        elif item.value.type == "call_expression" and name_of(item.value) == "Pair":
            both = parts(item.value)[1]
            if len(both) == 2:
                yield Entry(_key(both[0].value), both[1].value, item.value)
        elif not item.spread and item.value.type != "number_literal":
            yield Entry(None, item.value, item.value)


def _key(node: "Node") -> "str | Node":
    parts = pieces(node) if "string_literal" in node.type else None
    if parts is None or not all(isinstance(part, str) for part in parts):
        return node
    return "".join(part for part in parts if isinstance(part, str))


def identifier(node: "Node", _: Read) -> Form:
    """A name; so the grammar calls `true`, `false` and `null`, too."""
    name = text_of(node)
    return Opaque(known=True) if name in ("true", "false", "null") else Name(name.strip("`"))


def navigation(node: "Node", _: Read) -> Form:
    """`a.b`, `a?.b`, `a::b`; what a package name of an SDK stands before is imported by that."""
    target, label = operand(pick(node, "#0")), pick(node, "#-1")
    if target is None or label is None or target == label:
        return Opaque()
    if target.type == "navigation_expression" and jvm.dotted(target) in jvm.PACKAGES:
        return Imported(jvm.dotted(target), text_of(label))
    return Member(target, text_of(label).strip("`"))


def binary(node: "Node", read: Read) -> Form:
    """Two operands; `f<T>(x)` in a row of statements is read as two comparisons."""
    left, right = pick(node, "left"), pick(node, "right")
    if left is None or right is None:
        return Opaque()
    generic = left.type == "binary_expression" and right.type == "parenthesized_expression"
    callee = pick(left, "left") if generic else None
    if callee is not None and _sign(left) == "<" and _sign(node) == ">":
        return Call(callee, tuple(Argument(item) for item in children_of(right)))
    return forms.binary(either=("?:",))(node, read)


def _sign(node: "Node") -> str:
    return next((c.type for c in node.children if not c.is_named), "")


def infix(node: "Node", _: Read) -> Form:
    """`a to b` is a pair."""
    parts = children_of(node)
    if len(parts) == 3 and text_of(parts[1]) == "to":
        return Sequence((Argument(parts[0]), Argument(parts[2])))
    return Truth((parts[0], parts[-1])) if parts else Opaque()


def branches(node: "Node", _: Read) -> Form:
    """`if`, `when`, `try` as values: the branches that give one."""
    if node.type == "when_expression":
        found = [pick(entry, "#-1") for entry in pick_all(node, ":when_entry")]
    elif node.type == "if_expression":
        found = list(children_of(node)[1:])
    else:
        found = [pick(node, ":block"), *(pick(c, ":block") for c in pick_all(node, ":catch_block"))]
    options = tuple(option for option in found if option is not None and not _leaves(option))
    return Either(options) if options else Opaque(known=True)


def _leaves(node: "Node") -> bool:
    last = pick(node, "#-1") if node.type == "block" else node
    return last is not None and last.type in LEAVES


def constant(node: "Node", _: Read) -> Form:
    """A constant of an enumeration: an object that is made from arguments."""
    owner = node.parent.parent if node.parent is not None else None
    given = arguments(pick(node, ":value_arguments"))
    return Call(owner, given, new=True) if owner is not None else Opaque()


def invocation(node: "Node", _: Read) -> Form:
    """`: Base(x)`."""
    kind, given = pick(node, ":user_type"), pick(node, ":value_arguments")
    return Call(kind, arguments(given), new=True) if kind is not None else Opaque()


def user_type(node: "Node", read: Read) -> Form:
    """A type where it is used as a value: what a class extends."""
    parts = pick_all(node, ":identifier")
    return read(parts[-1]) if parts else Opaque()


def this(node: "Node", _: Read) -> Form:
    """`this`: of an extension it is a parameter."""
    holder = node.parent
    while holder is not None and holder.type not in _CLASSES:
        if holder.type == "function_declaration" and extended(holder) is not None:
            return Name("this")
        holder = holder.parent
    return This()


_NAME = re.compile(r"[^\W\d]\w*")


def pieces(node: "Node") -> "list[str | Node] | None":
    """Split a string. `$name` stands in it as a sign and a text that begins with the name."""
    found: list[str | Node] = []
    sign = ""
    for child in node.named_children:
        if child.type == "interpolation":
            found.extend((sign, pick(child, "#0") or child))
            sign = ""
            continue
        content = text_of(child)
        if child.type == "escape_sequence":
            content, sign = sign + text.escape(content), ""
        elif content in ("$", "\\u"):
            found.append(sign)
            sign = content
            continue
        elif sign == "$":
            name = _NAME.match(content)
            found.append(child if name else sign)
            content, sign = content[name.end() :] if name else content, ""
        elif sign:
            content, sign = text.escape(sign + content[:4]) + content[4:], ""
        found.append(content)
    return [*found, sign]


def hole(node: "Node", read: Read) -> Form:
    """A run of text behind `$`: the name it begins with."""
    name = _NAME.match(text_of(node))
    plain = name[0] if name else ""
    return this(node, read) if plain == "this" else Name(plain) if plain else Opaque()


def cast(node: "Node", _: Read) -> Form:
    """`x as T`, `x as? T`."""
    value = pick(node, "left")
    return Through(value, pick(node, "right")) if value is not None else Opaque()
