"""Expressions as forms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.languages.php.spaces import dotted, is_whole
from codebase.languages.php.texts import pieces
from codebase.languages.tables import forms
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import (
    Call,
    Choice,
    Constant,
    Entry,
    Form,
    Imported,
    Index,
    Member,
    Name,
    Opaque,
    Option,
    Record,
    Sequence,
    This,
    Through,
)

if TYPE_CHECKING:
    from tree_sitter import Node


_ARGUMENTS = Arguments(
    named={"argument": ("name", "#-1")},
    spread={"variadic_unpacking": "*"},
)


_CONTAINER = frozenset({"app", "resolve", "make", "makeWith", "get"})
"""Functions and methods that hand out the object of a class they are asked for."""


_OWN = frozenset({"self", "static", "parent"})


def called(callee: str, given: str = "arguments") -> forms.Rule:
    """A call; `f(...)` is the function itself, `get(X::class)` an object of that class."""
    plain = forms.call(callee, given, _ARGUMENTS)

    def rule(node: "Node", read: Read) -> Form:
        form = plain(node, read)
        if not isinstance(form, Call) or not form.arguments:
            return form
        first = form.arguments[0].value
        if first.type == "variadic_placeholder":
            return Through(form.callee)
        asked = first.type == "class_constant_access_expression" and text_of(form.callee)
        if asked in _CONTAINER and text_of(first).endswith("::class"):
            return Through(pick(first, "#-1") or first, pick(first, "#0"))
        return form

    return rule


def construction(node: "Node", read: Read) -> Form:
    """`new X(…)`, `new self`."""
    form = _NEW(node, read)
    if not isinstance(form, Call) or text_of(form.callee) not in _OWN:
        return form
    owner = node.parent
    while owner is not None and owner.type not in _CLASSES:
        owner = owner.parent
    wanted = "base_clause>#0" if text_of(form.callee) == "parent" else "name"
    name = pick(owner, wanted) if owner is not None else None
    return replace(form, callee=name) if name is not None else Opaque()


_NEW = forms.call("#0", ":arguments", _ARGUMENTS, new=True)


def variable(node: "Node", _: Read) -> Form:
    """`$x`, `$this`."""
    return This() if text_of(node) == "$this" else Name(text_of(node))


def scope(node: "Node", _: Read) -> Form:
    """`self`, `static`, `parent`."""
    return This(super_class=text_of(node) == "parent")


def attribute(node: "Node", _: Read) -> Form:
    """`$x->label`; `Enum::Case->name` is what the case is called."""
    target, label = pick(node, "object"), pick(node, "name")
    if target is None or label is None or label.type != "name":
        return Opaque()
    if target.type == "class_constant_access_expression" and text_of(label) == "name":
        return Constant(text_of(children_of(target)[-1]))
    return Member(target, text_of(label))


def class_constant(node: "Node", _: Read) -> Form:
    """`X::LABEL`; `X::class` is the class itself."""
    target, label = children_of(node)[0], text_of(children_of(node)[-1])
    return Through(target) if label == "class" else Member(target, label)


def qualified(node: "Node", _: Read) -> Form:
    """`\\A\\B` says all of its namespace, `A\\B` begins with a name that is imported or near."""
    label, prefix = children_of(node)[-1], pick(node, ":namespace_name")
    if prefix is None or prefix.named_child_count > 1 or is_whole(text_of(node)):
        *space, last = dotted(text_of(node)).split(".")
        return Imported(".".join(space), last)
    return Member(prefix, text_of(label))


def array(node: "Node", _: Read) -> Form:
    """A table if any item has a key, or none is there yet; else a list."""
    items = pick_all(node, ":array_element_initializer")
    if items and all(len(children_of(item)) == 1 for item in items):
        return Sequence(tuple(_ARGUMENTS.one(child) for i in items for child in children_of(i)))
    return Record(tuple(entry for item in items for entry in _entry(item)))


def _entry(item: "Node") -> Iterator[Entry]:
    key, *values = children_of(item)
    if values:
        plain = key.type in ("string", "encapsed_string") and pieces(key)
        known = bool(plain) and all(isinstance(part, str) for part in plain)
        label = "".join(str(part) for part in plain) if plain and known else key
        yield Entry(label, values[0], item)
    elif key.type == "variadic_unpacking":
        yield Entry(None, children_of(key)[0], item)


def binary(node: "Node", read: Read) -> Form:
    """Two operands; of two tables that are added the left one wins."""
    one, other = pick(node, "left"), pick(node, "right")
    if one is not None and other is not None and text_of(node.children[1]) == "+":
        return Record((Entry(None, other, other), Entry(None, one, one)))
    return _BINARY(node, read)


_BINARY = forms.binary(joins=(".",), either=("??",), guards=())


def chosen(node: "Node", _: Read) -> Form:
    """`match (x) { 1 => a, default => b }`."""
    options: list[Option] = []
    for arm in children_of(pick(node, "body") or node):
        value = pick(arm, "return_expression")
        if value is not None and value.type != "throw_expression":
            cases = pick_all(arm, "conditional_expressions>#*")
            labels = (text_of(case).rpartition("::")[2].strip("'\"") for case in cases)
            options.append(Option(tuple(labels), value))
    return Choice(pick(node, "condition"), tuple(options)) if options else Opaque()


def each_of(node: "Node", _: Read) -> Form:
    """`foreach (X as $x)`: what `$x` is, one of the values of X."""
    whole, body = pick(node, "#0"), pick(node, "body")
    return Index(whole, body) if whole is not None and body is not None else Opaque()


pieces = pieces


_CLASSES = ("class_declaration", "enum_declaration", "trait_declaration", "anonymous_class")
