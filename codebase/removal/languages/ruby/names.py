"""What does a name mean? A word is a variable where an assignment stands before it, else a call.

When the only assignment before a word goes, Ruby silently takes it for a method call. So every
word must be after a removal what it was before.
"""

from typing import TYPE_CHECKING

from codebase.removal.nodes import field, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_HARD = frozenset({"program", "method", "singleton_method", "class", "module", "singleton_class"})
_SOFT = frozenset({"block", "do_block", "lambda"})
_PARAMETERS = frozenset(
    {
        "method_parameters",
        "block_parameters",
        "lambda_parameters",
        "optional_parameter",
        "keyword_parameter",
        "splat_parameter",
        "hash_splat_parameter",
        "block_parameter",
        "destructured_parameter",
        "exception_variable",
        "left_assignment_list",
        "destructured_left_assignment",
        "rest_assignment",
        "as_pattern",
        "array_pattern",
        "find_pattern",
        "hash_pattern",
        "keyword_pattern",
        "alternative_pattern",
        "parenthesized_pattern",
    }
)
"""Where a plain word is a name that is bound, if it is not a default or a value."""
_BY_FIELD = {
    "assignment": "left",
    "operator_assignment": "left",
    "for": "pattern",
    "in_clause": "pattern",
    "test_pattern": "pattern",
    "match_pattern": "pattern",
}
_WHOLE = frozenset({b"binding", b"eval", b"local_variables"})
_FREE = frozenset({"rescue", "ensure"})


def hard_scope(node: "Node") -> "Node":
    """Return the method, class, module or file whose variables a node can see."""
    return scope_of(node.parent) if node.parent is not None else node


def scope_of(node: "Node") -> "Node":
    """Return a node if it is a method, class, module or file, else the one around it."""
    while node.parent is not None and not (node.is_named and node.type in _HARD):
        node = node.parent
    return node


def is_variable(name: "Node") -> bool:
    """Tell whether a word could be a variable: it is no method's name."""
    parent = name.parent
    if parent is None:
        return True
    if parent.type == "call":
        return field(parent, "method") != name
    if parent.type in ("method", "singleton_method"):
        return field(parent, "name") != name
    return parent.type not in ("alias", "undef", "setter")


def is_seen_as_a_whole(function: "Node") -> bool:
    """Tell whether something sees all variables of a function without naming one."""
    return any(node.text in _WHOLE for node in walk(function) if node.type == "identifier")


def is_ambiguous(function: "Node", scope: "Node", name: "Node") -> bool:
    """Tell whether a variable's name stands for something else, or in a way that hides it."""
    for node in walk(function):
        if node.text != name.text:
            continue
        if node.type == "hash_key_symbol" and _is_short(node):
            return True
        other = node.type == "identifier" and node != name and is_variable(node)
        if other and (hard_scope(node) != function or _is_in_rescue(node, scope)):
            return True
    return False


def _is_short(key: "Node") -> bool:
    """Tell whether a key stands for a variable too: `f(on:)`, `in {on:}`."""
    parent = key.parent
    return parent is not None and field(parent, "value") is None


def _is_in_rescue(node: "Node", scope: "Node") -> bool:
    """Tell whether a node is reached when a list of statements failed somewhere."""
    while node.parent is not None and node != scope:
        if node.parent == scope and node.type in _FREE:
            return True
        node = node.parent
    return False


def short_names(key: "Node") -> list[bytes]:
    """Return the variable that a key without a value mentions."""
    return [key.text or b""] if _is_short(key) else []


def variables(root: "Node") -> "Iterator[tuple[Node, bool]]":
    """Yield every word that is no method's name, and whether it is a variable there."""
    stack: list[tuple[Node, list[set[bytes]]]] = [(root, [set()])]
    while stack:
        node, scopes = stack.pop()
        if node.type in _HARD:
            scopes = [set[bytes]()]
        elif node.type in _SOFT:
            scopes = [*scopes, set[bytes]()]
        if node.type == "identifier" and is_variable(node):
            if _binds(node) and not _is_known(node, scopes):
                scopes[-1].add(node.text or b"")
            yield node, _is_known(node, scopes)
        elif node.type == "hash_key_symbol" and _is_short(node):
            if node.parent is not None and node.parent.type == "keyword_pattern":
                scopes[-1].add(node.text or b"")
            yield node, _is_known(node, scopes)
        stack.extend((child, scopes) for child in reversed(node.children))


def _is_known(name: "Node", scopes: list[set[bytes]]) -> bool:
    return any(name.text in scope for scope in scopes)


def _binds(name: "Node") -> bool:
    parent = name.parent
    if parent is None:
        return False
    if parent.type in _BY_FIELD:
        return field(parent, _BY_FIELD[parent.type]) == name
    if parent.type in ("optional_parameter", "keyword_parameter"):
        return field(parent, "value") != name
    return parent.type in _PARAMETERS
