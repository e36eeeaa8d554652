"""Is a statement what its function returns, where that is said without a word?"""

from typing import TYPE_CHECKING

from codebase.removal.nodes import is_comment

if TYPE_CHECKING:
    from tree_sitter import Node

_LISTS = frozenset({"then", "else", "begin", "body_statement", "block_body", "ensure"})
_HANDED_ON = frozenset(
    {"if", "unless", "elsif", "case", "when", "case_match", "in_clause", "rescue"}
    | {"parenthesized_statements"}
)
_BRANCHES = frozenset({"rescue", "ensure", "else"})
_FUNCTIONS = frozenset({"method", "singleton_method", "do_block", "block", "lambda"})
_UNASKED = frozenset({b"initialize"})
"""Methods whose result the language throws away."""
_ONLY_RUN = frozenset({b"each", b"each_with_index", b"times", b"each_slice", b"find_each"})
"""Methods that throw the result of their block away."""


def is_result(statement: "Node") -> bool:
    """Tell whether another value would be returned without the statement.

    Where it is all there is, nothing of the function's own was returned before.
    """
    node, others = statement, False
    while (outer := node.parent) is not None:
        if outer.type in _LISTS:
            beside = [each for each in outer.named_children if _counts(each, node)]
            if beside[-1] != node:
                return False
            others = others or len(beside) > 1
        elif outer.type in _FUNCTIONS:
            return others and not _throws_away(outer)
        elif outer.type not in _HANDED_ON:
            return False
        node = outer
    return False


def _counts(statement: "Node", node: "Node") -> bool:
    return statement == node or not (is_comment(statement) or statement.type in _BRANCHES)


def _throws_away(function: "Node") -> bool:
    name = function.child_by_field_name("name")
    if name is not None:
        return name.text in _UNASKED
    call = function.parent
    method = call.child_by_field_name("method") if call is not None else None
    return method is not None and method.text in _ONLY_RUN
