"""Is a statement what its function returns, where that is said without a word?"""

from typing import TYPE_CHECKING

from codebase.removal.languages.ruby.values import throws_away
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
            return others and not throws_away(outer)
        elif outer.type not in _HANDED_ON:
            return False
        node = outer
    return False


def _counts(statement: "Node", node: "Node") -> bool:
    return statement == node or not (is_comment(statement) or statement.type in _BRANCHES)
