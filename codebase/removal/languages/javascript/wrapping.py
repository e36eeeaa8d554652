"""Functions that ask for a flag and give back what they hear, also around a client not set up."""

import re
from typing import TYPE_CHECKING

from codebase.removal.languages.calls import own_calls
from codebase.removal.languages.javascript.imports import CLIENT_HOOKS
from codebase.removal.languages.javascript.kinds import FUNCTIONS
from codebase.removal.languages.javascript.reading import EFFECT
from codebase.removal.nodes import code_children, is_comment, required, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_CLIENT = re.compile(rb"posthog|(^|\.)(client|ph)$", re.I)
"""Which names say that nothing but the way to PostHog is looked at."""

_CLOTHES = frozenset({"parenthesized_expression", "await_expression"})
_NOTHING = frozenset({b"false", b"null", b"undefined"})
_ABSENT = frozenset({b"null", b"undefined"})


def checks_in(function: "Node") -> "list[Node]":
    """Return the calls of a function's own, inner ones first: arguments are no checks."""
    body = function.child_by_field_name("body")
    return own_calls(body, _asks, FUNCTIONS | {"catch_clause"}) if body is not None else []


def _asks(node: "Node") -> bool:
    return node.type == "call_expression" and not _gets_client(node)


def _gets_client(call: "Node") -> bool:
    return required(call, "function").text in CLIENT_HOOKS


def results(root: "Node") -> "list[Node] | None":
    """Return what the function of `root` gives back, None if it does anything else as well.

    Where its client is not set up, or fails, it may give nothing back: false, null, undefined. That
    says nothing about a flag that is settled.
    """
    function = next((node for node in walk(root) if node.type in FUNCTIONS), None)
    body = function.child_by_field_name("body") if function is not None else None
    if function is None or body is None:
        return None
    if body.type != "statement_block":
        return [_bare(body)]
    parameters = {node.text for node in walk(required(function, "parameters"))}
    found = _given_back(body, parameters)
    return found if found is not None and len(found) == 1 else None


def _given_back(block: "Node", parameters: set[bytes | None]) -> "list[Node] | None":
    found: list[Node] = []
    for statement in block.named_children:
        if statement.type == "return_statement" and statement.named_child_count == 1:
            found.append(_bare(statement.named_children[0]))
        elif statement.type == "try_statement":
            inside = _given_back(required(statement, "body"), parameters)
            if inside is None or not _fails_with_nothing(statement):
                return None
            found += inside
        elif not (
            is_comment(statement)
            or _only_reads(statement)
            or _is_without_client(statement, parameters)
            or (found and _gives_nothing(statement))
        ):
            return None
    return found


def _only_reads(statement: "Node") -> bool:
    """Read `const x = y.z` and `const posthog = usePostHog()`."""
    if statement.type != "lexical_declaration":
        return False
    return not any(
        EFFECT.search(node.type) and not (node.type == "call_expression" and _gets_client(node))
        for node in walk(statement)
    )


def _fails_with_nothing(attempt: "Node") -> bool:
    handler = attempt.child_by_field_name("handler")
    if handler is None or attempt.child_by_field_name("finalizer") is not None:
        return False
    kinds = {node.type for node in walk(handler)}
    returns = [node for node in walk(handler) if node.type == "return_statement"]
    return "throw_statement" not in kinds and all(map(_gives_nothing, returns))


def _gives_nothing(statement: "Node") -> bool:
    given = code_children(statement)
    plain = statement.type == "return_statement" and len(given) < 2
    return plain and all(each.text in _NOTHING for each in given)


def _is_without_client(statement: "Node", parameters: set[bytes | None]) -> bool:
    """Read `if (!client || !POSTHOG_KEY) return false`, where neither is a parameter."""
    if statement.type != "if_statement" or statement.child_by_field_name("alternative") is not None:
        return False
    then = required(statement, "consequence")
    inside = then.named_children if then.type == "statement_block" else [then]
    if len(inside) != 1 or not _gives_nothing(inside[0]):
        return False
    return _misses_client(required(statement, "condition"), parameters)


def _misses_client(condition: "Node", parameters: set[bytes | None]) -> bool:
    condition = _bare(condition)
    if condition.type == "unary_expression" and required(condition, "operator").type == "!":
        return _is_client(required(condition, "argument"), parameters)
    if condition.type != "binary_expression":
        return False
    left, right = required(condition, "left"), required(condition, "right")
    if required(condition, "operator").type == "||":
        return _misses_client(left, parameters) and _misses_client(right, parameters)
    same = required(condition, "operator").type in ("==", "===")
    return same and right.text in _ABSENT and _is_client(left, parameters)


def _is_client(node: "Node", parameters: set[bytes | None]) -> bool:
    names = [leaf for leaf in walk(node) if leaf.child_count == 0 and leaf.is_named]
    if node.type not in ("identifier", "member_expression") or not names:
        return False
    return names[0].text not in parameters and _CLIENT.search(node.text or b"") is not None


def _bare(node: "Node") -> "Node":
    while node.type in _CLOTHES and node.named_child_count == 1:
        node = node.named_children[0]
    return node
