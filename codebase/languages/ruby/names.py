"""Names: of variables, of methods that run, of methods that somebody will call."""

from typing import TYPE_CHECKING

from codebase.languages.ruby.calls import SENDS
from codebase.languages.ruby.nodes import given_to, method_name, option_of
from codebase.languages.tables.forms import Read
from codebase.languages.tables.selecting import children_of, text_of
from codebase.syntax import Constant, Form, Member, Name, Opaque, This

if TYPE_CHECKING:
    from tree_sitter import Node

ATTRIBUTES = frozenset({"attr_reader", "attr_accessor", "attr_writer", "attr"})


CLASS_ATTRIBUTES = frozenset(
    {"mattr_accessor", "mattr_reader", "cattr_accessor", "cattr_reader", "class_attribute"}
)


RENAMING = frozenset({"def_delegator", "def_instance_delegator"})
"""`def_delegator :@object, :method, :new_name`."""

FORWARDING = frozenset({"def_delegators", "def_instance_delegators", *RENAMING})
"""The same, with as many methods as there are names."""


def identifier_form(node: "Node", _: Read) -> Form:
    """A name: of a variable, of a method that runs, or of the method a call names."""
    holder, text = node.parent, text_of(node)
    if holder is None:
        return Name(text)
    if holder.type in ("method", "singleton_method") and holder.child_by_field_name("name") == node:
        return Member(holder.children[0], text)
    target = holder.child_by_field_name("receiver") if holder.type == "call" else None
    if target is not None and holder.child_by_field_name("method") == node:
        return Member(target, text)
    return Name(text)


def runs_method(node: "Node") -> bool:
    """Say whether a name runs the method it stands for: it does where it is no call's own."""
    holder = node.parent
    if node.type == "simple_symbol":
        return _delegated(node) == "to"
    if node.type not in ("identifier", "hash_key_symbol") or holder is None:
        return False
    if holder.type == "alias":
        return False
    if node.type == "hash_key_symbol":
        return holder.child_by_field_name("value") is None
    own = holder.child_by_field_name("method" if holder.type == "call" else "name")
    return own != node and "parameter" not in holder.type


def symbol_form(node: "Node", _: Read) -> Form:
    """A symbol is its text, unless it names the method that somebody will call."""
    text = text_of(node).lstrip(":")
    holder = node.parent
    if holder is None:
        return Constant(text)
    role = _delegated(node)
    if role == "to":
        return This() if text == "class" else Name(text)
    call = holder.parent if holder.type == "argument_list" else None
    name = method_name(call)
    if call is None or (children_of(holder)[:1] != [node] and role is None):
        return _aliased(node, call, name) or Constant(text)
    if role == "name":
        return _of_delegate(node, call, name, text)
    if name in SENDS or name == "method":
        receiver = call.child_by_field_name("receiver")
        return Member(receiver, text) if receiver is not None else Name(text)
    return _attribute(node, name, text) or Constant(text)


def _of_delegate(node: "Node", call: "Node", name: str, text: str) -> Form:
    """Return the method of another object that a delegated name stands for."""
    given = given_to(call)
    if name == "delegate":
        target = next((v for item in given if (v := option_of(item, "to")) is not None), None)
        return Member(target, text) if target is not None else Constant(text)
    renamed = name in RENAMING and len(given) > 2 and given[2] == node
    return Member(given[0], text_of(given[1]).lstrip(":") if renamed else text)


def _aliased(node: "Node", call: "Node | None", name: str) -> Form | None:
    if call is None:
        return None
    if name == "alias_method":
        return Name(text_of(node).lstrip(":"))
    return _attribute(node, name, text_of(node).lstrip(":"))


def _attribute(_: "Node", name: str, text: str) -> Form | None:
    if name in ATTRIBUTES:
        return Name(f"@{text}")
    return Name(f"@@{text}") if name in CLASS_ATTRIBUTES else None


def _delegated(node: "Node") -> str | None:
    """Say which part of `delegate :name, to: :object` a symbol is."""
    holder = node.parent
    if holder is not None and holder.type == "pair" and holder.parent is not None:
        key = holder.child_by_field_name("key")
        call = holder.parent.parent
        to = key is not None and text_of(key) == "to" and key != node
        return "to" if to and method_name(call) == "delegate" else None
    call = holder.parent if holder is not None and holder.type == "argument_list" else None
    if call is not None and method_name(call) in FORWARDING:
        return "to" if given_to(call)[:1] == [node] else "name"
    return "name" if method_name(call) == "delegate" else None


def scoped_form(node: "Node", _: Read) -> Form:
    """`A::B`; `::B` is looked for from the top."""
    scope, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
    if name is None:
        return Opaque()
    if scope is not None and method_name(scope) == "class":
        scope = scope.child_by_field_name("receiver") or scope
    return Member(scope, text_of(name)) if scope is not None else Name(f"::{text_of(name)}")
