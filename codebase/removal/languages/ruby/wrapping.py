"""Methods that ask for a flag and give back what they hear, also around a client not set up."""

import re
from typing import TYPE_CHECKING

from codebase.removal.languages.calls import own_calls
from codebase.removal.nodes import code_children, field, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_CLIENT = re.compile(rb"posthog|(^|[.@$:])client$", re.I)
"""Which names say that nothing but the way to PostHog is looked at."""
_METHODS = frozenset({"method", "singleton_method", "lambda"})
_BLOCKS = frozenset({"block", "do_block"})
_NAMES = frozenset({"identifier", "constant", "global_variable", "instance_variable"})
_GUARDS = {"if_modifier": True, "unless_modifier": False, "if": True, "unless": False}
_NOTHING = frozenset({b"return", b"return false", b"return nil"})


def checks_in(function: "Node") -> "list[Node]":
    """Return the calls of a method's own, inner ones first."""
    body = field(function, "body")
    return own_calls(body, _is_given_something, _METHODS | _BLOCKS) if body is not None else []


def _is_given_something(node: "Node") -> bool:
    return node.type == "call" and field(node, "arguments") is not None


def results(root: "Node") -> "list[Node] | None":
    """Return what the method of `root` gives back, None if it does anything else as well.

    Where its client is not set up, it may give false or nil back. That says nothing about a flag
    that is settled.
    """
    function = next((node for node in walk(root) if node.type in _METHODS), None)
    body = field(function, "body") if function is not None else None
    if function is None or body is None or body.type != "body_statement":
        return None
    given = field(function, "parameters")
    parameters = {leaf.text for leaf in walk(given)} if given is not None else set[bytes | None]()
    *before, last = code_children(body) or [body]
    if not all(_is_without_client(each, parameters) for each in before):
        return None
    if last.type != "return":
        return [last]
    values = last.named_children[0].named_children if last.named_child_count == 1 else []
    return values if len(values) == 1 else None


def _is_without_client(statement: "Node", parameters: set[bytes | None]) -> bool:
    """Read `return false unless $posthog`, and `if @client.nil?` around a `return`."""
    condition = field(statement, "condition")
    if statement.type not in _GUARDS or condition is None or field(statement, "alternative"):
        return False
    then = field(statement, "body") or field(statement, "consequence")
    if then is None or (then.text or b"").removeprefix(b"then").strip() not in _NOTHING:
        return False
    asked, absent = _without_question(condition)
    return absent == _GUARDS[statement.type] and _is_client(asked, parameters)


def _without_question(condition: "Node") -> "tuple[Node, bool]":
    """Return what is asked about, and whether the condition holds where it is missing."""
    if condition.type == "unary" and condition.named_child_count == 1:
        return condition.named_children[0], True
    method, receiver = field(condition, "method"), field(condition, "receiver")
    if method is not None and receiver is not None and method.text == b"nil?":
        return receiver, True
    return condition, False


def _is_client(node: "Node", parameters: set[bytes | None]) -> bool:
    return (
        node.type in _NAMES
        and node.text not in parameters
        and _CLIENT.search(node.text or b"") is not None
    )
