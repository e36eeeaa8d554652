"""May an expression that comes with a capture go too? Only if evaluating it does nothing."""

from typing import TYPE_CHECKING

from codebase.removal.events.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_CALLEES = ("function", "constructor")


def has_effect(rules: "Rules", words: Words, node: "Node") -> bool:
    """Tell whether evaluating an expression may do something; plain computing never counts."""
    return next(doing(rules, words, node), None) is not None


def doing(rules: "Rules", words: Words, node: "Node") -> "Iterator[Node]":
    """Yield what may do something when an expression is evaluated, outer ones first.

    A function that is written down does nothing yet.
    """
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type in rules.functions or node.type in words.functions:
            continue
        if rules.is_call(node) and not rules.is_conversion(node) and not is_pure(words, node):
            yield node
        stack.extend(node.children)


def is_pure(words: Words, call: "Node") -> bool:
    """Tell whether a call only computes something out of its arguments, judged by its name."""
    return words.pure.fullmatch(callee_text(call)) is not None


def callee_text(call: "Node") -> bytes:
    """Return what a call calls, as it is written, blanks left out."""
    for name in _CALLEES:
        function = call.child_by_field_name(name)
        if function is not None:
            return _text(function)
    receiver, method = call.child_by_field_name("receiver"), call.child_by_field_name("method")
    if method is None:
        return b""
    return (_text(receiver) + b"." if receiver is not None else b"") + _text(method)


def _text(node: "Node") -> bytes:
    return b"".join((node.text or b"").split())
