"""Calls and constructions as forms."""

from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.languages.tables import forms
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import (
    Argument,
    Call,
    Constant,
    Entry,
    Form,
    Opaque,
    Record,
    Sequence,
    Through,
)

if TYPE_CHECKING:
    from tree_sitter import Node


ARGUMENTS = Arguments(
    named={"argument": ("name", "#-1"), "attribute_argument": ("name", "#-1")},
    through=("collection_element", "expression_element"),
    spread={"spread_element": "*"},
)


_CALL = forms.call("function", "arguments", ARGUMENTS)


_DOUBLES = frozenset({"Verify", "VerifyAsync", "Setup", "SetupSequence", "CallTo", "Received"})
"""Methods whose lambda says which calls of a double are meant."""


_ANSWERS = frozenset({"Returns", "ReturnsAsync", "ReturnsForAnyArgs", "Throws", "ThrowsAsync"})
"""Methods that say what a double answers to the call before them."""


_WAITS = frozenset({"ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "WaitAsync"})
"""Methods of a task that give what it gives."""


_SERVICES = frozenset({"GetRequiredService", "GetService", "GetRequiredKeyedService"})
"""Methods that hand out the object of the type they are asked for."""


def label_of(node: "Node | None") -> str:
    """Return a member's name without its type arguments."""
    if node is not None and node.type == "generic_name":
        node = pick(node, "#0")
    return text_of(node) if node is not None else ""


def call(node: "Node", read: Read) -> Form:
    """A call; `nameof(X.Y)` is a text, `GetService<T>()` an object of `T`."""
    form = _CALL(node, read)
    if not isinstance(form, Call) or _is_double(node):
        return Opaque(known=True)
    named = pick(form.callee, "name") or form.callee
    label = label_of(named)
    if label == "nameof" and form.arguments:
        return Constant(text_of(form.arguments[0].value).rpartition(".")[2])
    if label == "AddPostHog":
        return replace(form, callee=named)
    if label in _SERVICES:
        held = pick(named, ":type_argument_list")
        return Through(held, pick(held, "#0")) if held is not None else form
    if label in _WAITS:
        return Through(pick(form.callee, "expression") or form.callee)
    return form


def _is_double(node: "Node") -> bool:
    """Say whether a call only says what a double is expected to be asked, or answers."""
    behind = node.parent
    if behind is not None and label_of(pick(behind, "name")) in _ANSWERS:
        return True
    holder = behind
    while holder is not None and holder.type in ("await_expression", "parenthesized_expression"):
        holder = holder.parent
    if holder is None or holder.type != "lambda_expression":
        return False
    call = holder.parent and holder.parent.parent and holder.parent.parent.parent
    callee = pick(call, "function") if call is not None else None
    return callee is not None and label_of(pick(callee, "name") or callee) in _DOUBLES


def construction(node: "Node", read: Read) -> Form:
    """`new T(…) { A = x }`: fields are arguments with names; a table, a list."""
    kind = pick(node, "type") or _expected(node)
    body = pick(node, "initializer, :initializer_expression")
    held = filled(body, read) if body is not None else None
    fields = isinstance(held, Record) and all(isinstance(e.key, str) for e in held.entries)
    named = fields and body is not None and not pick_all(body, ":initializer_expression")
    keyed = body is not None and any(_is_keyed(item) for item in children_of(body))
    if held is not None and (keyed or not named or kind is None):
        return held
    if kind is None:
        return Opaque(known=True)
    if body is None and label_of(kind).endswith("Dictionary"):
        return Record(())
    given = ARGUMENTS.of(pick(node, "arguments, :argument_list"))
    entries = held.entries if isinstance(held, Record) else ()
    settings = [Argument(e.value, e.key) for e in entries if isinstance(e.key, str)]
    return Call(kind, (*given, *settings), new=True)


def _is_keyed(item: "Node") -> bool:
    return pick(item, "left>.") is not None and text_of(item).startswith("[")


def _expected(node: "Node") -> "Node | None":
    """Return the type that is written for what `new(…)` makes."""
    around = node.parent
    while around is not None and around.type in ("variable_declarator", "parenthesized_expression"):
        around = around.parent
    if around is None or around.type not in ("variable_declaration", "property_declaration"):
        return None
    kind = pick(around, "type")
    return kind if kind is not None and kind.type != "implicit_type" else None


def filled(body: "Node", read: Read) -> Form:
    """`{ A = x }`, `{ ["a"] = x }`, `{ { "a", x } }`, `{ x, y }`."""
    items = children_of(body)
    entries = [entry for item in items if (entry := _entry(item, read)) is not None]
    return Record(tuple(entries)) if entries or not items else Sequence(ARGUMENTS.of(body))


def _entry(item: "Node", read: Read) -> Entry | None:
    key, value = pick(item, "left"), pick(item, "right")
    if item.type == "initializer_expression" and len(children_of(item)) == 2:
        key, value = children_of(item)
    if key is None or value is None:
        return None
    if key.type == "element_binding_expression":
        key = pick(key, "#0>#-1") or key
    return Entry(forms.label(key, ("identifier",), read), value, item)


def anonymous(node: "Node", _: Read) -> Form:
    """`new { A = x, y }`."""
    entries: list[Entry] = []
    for child in children_of(node):
        before, after = child.prev_sibling, child.next_sibling
        if before is not None and before.type == "=" and before.prev_sibling is not None:
            entries.append(Entry(text_of(before.prev_sibling), child, child))
        elif after is None or after.type != "=":
            entries.append(Entry(text_of(child).rpartition(".")[2], child, child))
    return Record(tuple(entries))
