"""Other expressions as forms."""

from typing import TYPE_CHECKING

from codebase.languages.csharp.calls import label_of
from codebase.languages.tables import forms
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.syntax import (
    Choice,
    Form,
    Index,
    Member,
    Name,
    Opaque,
    Option,
    Through,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def name(node: "Node", _: Read) -> Form:
    """A name in an expression; that of a property is none where the property is declared."""
    declares = node.parent is not None and node.parent.type == "property_declaration"
    if declares and node.parent is not None and pick(node.parent, "name") == node:
        return Opaque(known=True)
    return Name(text_of(node))


def attribute(node: "Node", _: Read) -> Form:
    """`x.Label`."""
    target, label = pick(node, "expression"), label_of(pick(node, "name"))
    return Member(target, label) if target is not None and label else Opaque()


def _behind_question(node: "Node") -> "Node | None":
    """Return what stands before the `?` of `x?.Y`, where only `.Y` is a node."""
    around = node.parent
    while around is not None and around.type != "conditional_access_expression":
        around = around.parent
    return pick(around, "condition") if around is not None else None


def conditional_attribute(node: "Node", _: Read) -> Form:
    """`?.Label`."""
    target, label = _behind_question(node), label_of(pick(node, "name"))
    return Member(target, label) if target is not None and label else Opaque()


def conditional_item(node: "Node", _: Read) -> Form:
    """`?[key]`."""
    target, key = _behind_question(node), pick(node, "#0")
    return Index(target, key) if target is not None and key is not None else Opaque()


def chosen(node: "Node", _: Read) -> Form:
    """`x switch { A => "a", _ => "b" }`."""
    options: list[Option] = []
    for arm in pick_all(node, ":switch_expression_arm"):
        pattern, value = children_of(arm)[0], children_of(arm)[-1]
        if value.type != "throw_expression":
            plain = pattern.type == "constant_pattern"
            label = text_of(pattern).rpartition(".")[2].strip('"')
            options.append(Option((label,) if plain else (), value))
    return Choice(pick(node, "#0"), tuple(options)) if options else Opaque()


def cast(inner: str, kind: str) -> forms.Rule:
    """`(T)x`, `x as T`: the value, and the type that is spoken of."""

    def rule(node: "Node", _: Read) -> Form:
        value = pick(node, inner)
        return Through(value, pick(node, kind)) if value is not None else Opaque()

    return rule


def each_of(node: "Node", _: Read) -> Form:
    """One of the items that a loop goes through."""
    whole, body = pick(node, "right"), pick(node, "body")
    return Index(whole, body) if whole is not None and body is not None else Opaque()
