"""Functions that ask for a flag and give back what they hear, also around a client not set up."""

import re
from typing import TYPE_CHECKING

from codebase.removal.languages.calls import own_calls
from codebase.removal.languages.python.reading import CALLS
from codebase.removal.nodes import code_children, field, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_CLIENT = re.compile(rb"posthog|(^|\.)_?client$", re.I)
"""Which names say that nothing but the way to PostHog is looked at."""

_FUNCTIONS = frozenset({"function_definition", "lambda"})
_CLOTHES = frozenset({"parenthesized_expression", "await"})
_NOTHING = frozenset({b"False", b"None"})


def checks_in(function: "Node") -> "list[Node]":
    """Return the calls of a function's own, inner ones first; none of a decorated function."""
    body = field(function, "body")
    if body is None or (function.parent is not None and "decorated" in function.parent.type):
        return []
    return own_calls(body, _is_call, _FUNCTIONS | {"except_clause"})


def _is_call(node: "Node") -> bool:
    return node.type == "call"


def results(root: "Node") -> "list[Node] | None":
    """Return what the function of `root` gives back, None if it does anything else as well.

    Where its client is not set up, or fails, it may give False or None back. That says nothing
    about a flag that is settled.
    """
    function = next((node for node in walk(root) if node.type in _FUNCTIONS), None)
    body = field(function, "body") if function is not None else None
    if function is None or body is None:
        return None
    if function.type == "lambda":
        return [_bare(body)]
    parameters = {node.text for node in walk(field(function, "parameters") or function)}
    found = _given_back(body, parameters)
    return found if found is not None and len(found) == 1 else None


def _given_back(block: "Node", parameters: set[bytes | None]) -> "list[Node] | None":
    found: list[Node] = []
    for statement in code_children(block):
        given = code_children(statement)
        if statement.type == "return_statement" and len(given) == 1 and not found:
            found.append(_bare(given[0]))
        elif statement.type == "try_statement":
            inside = _given_back(field(statement, "body") or block, parameters)
            if inside is None or not _fails_with_nothing(statement):
                return None
            found += inside
        elif not (
            [each.type for each in given] == ["string"]
            or _only_reads(statement)
            or _is_without_client(statement, parameters)
            or (found and _gives_nothing(statement))
        ):
            return None
    return found


def _only_reads(statement: "Node") -> bool:
    kinds = [each.type for each in statement.named_children]
    plain = statement.type == "expression_statement" and kinds == ["assignment"]
    return plain and not any(node.type in CALLS for node in walk(statement))


def _fails_with_nothing(attempt: "Node") -> bool:
    others = [each for each in attempt.named_children if each.type.endswith("_clause")]
    if any(each.type != "except_clause" for each in others):
        return False
    nodes = [node for handler in others for node in walk(handler)]
    returns = [node for node in nodes if node.type == "return_statement"]
    return not any(n.type == "raise_statement" for n in nodes) and all(map(_gives_nothing, returns))


def _gives_nothing(statement: "Node") -> bool:
    given = code_children(statement)
    plain = statement.type == "return_statement" and len(given) < 2
    return plain and all(each.text in _NOTHING for each in given)


def _is_without_client(statement: "Node", parameters: set[bytes | None]) -> bool:
    """Read `if not client or POSTHOG_KEY is None: return False`, where neither is a parameter."""
    if statement.type != "if_statement" or field(statement, "alternative") is not None:
        return False
    then, condition = field(statement, "consequence"), field(statement, "condition")
    inside = code_children(then) if then is not None else []
    if len(inside) != 1 or condition is None or not _gives_nothing(inside[0]):
        return False
    return _misses_client(condition, parameters)


def _misses_client(condition: "Node", parameters: set[bytes | None]) -> bool:
    condition = _bare(condition)
    parts = condition.named_children
    if condition.type == "not_operator" and len(parts) == 1:
        return _is_client(parts[0], parameters)
    if condition.type == "boolean_operator" and condition.children[1].type == "or":
        return all(_misses_client(part, parameters) for part in parts)
    absent = condition.type == "comparison_operator" and len(parts) == 2
    signs = [child.type for child in condition.children if not child.is_named]
    if not absent or parts[1].text != b"None" or signs not in (["is"], ["=="]):
        return False
    return _is_client(parts[0], parameters)


def _is_client(node: "Node", parameters: set[bytes | None]) -> bool:
    names = [leaf for leaf in walk(node) if leaf.type == "identifier"]
    if node.type not in ("identifier", "attribute") or not names:
        return False
    # `self.client` is no parameter's affair.
    own = names[0].text in (b"self", b"cls")
    foreign = names[0].text in parameters and not own
    return not foreign and _CLIENT.search(node.text or b"") is not None


def _bare(node: "Node") -> "Node":
    while node.type in _CLOTHES and node.named_child_count == 1:
        node = node.named_children[0]
    return node
