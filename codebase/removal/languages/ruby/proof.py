"""Is a result right by Ruby's own rules? Asked without the rules that made it.

Every word is a variable or a call as it was, and nothing became the value of a method, a block or
an assignment that was not one of its values before.
"""

from typing import TYPE_CHECKING

from codebase.removal.languages.ruby.names import scope_of, variables
from codebase.removal.languages.ruby.operators import is_first_bare_argument
from codebase.removal.languages.ruby.values import (
    JUMPS,
    JUNCTIONS,
    LISTS,
    is_used,
    statements,
    throws_away,
)
from codebase.removal.nodes import field, walk
from codebase.removal.reasons import BROKEN, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.languages.base import Sides

_HOLDERS = {
    "method": "body",
    "singleton_method": "body",
    "lambda": "body",
    "block": "body",
    "do_block": "body",
    "assignment": "right",
    "operator_assignment": "right",
}
_TAKING = frozenset({"assignment", "operator_assignment", "argument_list", "array", "pair"})
_RAISING = frozenset({b"raise", b"throw"})
_NOTHING = frozenset({"while", "until", "while_modifier", "until_modifier", "nil"})
_LITERALS = frozenset({"true", "false"})


def meaning_differs(sides: "Sides") -> str:
    """Return why a word or a value may mean something else now, empty if none does."""
    for old, new in _scopes(sides):
        if old is None:
            return BROKEN
        reason = _words_differ(sides, old, new) or _values_differ(sides, old, new)
        if reason:
            return reason
    return RESULT if _asks_of_something_else(sides) else ""


def _asks_of_something_else(sides: "Sides") -> bool:
    """Tell whether `defined?`, which looks at the form of an expression, is given another one."""
    old, new = (
        {node.text for top in nodes for node in walk(top) if _is_defined(node)}
        for nodes in (
            [node for each in sides.differences for node in each.old],
            [node for each in sides.differences for node in each.new],
        )
    )
    return not new <= old or any(_is_inside_defined(each.inside) for each in sides.differences)


def _is_inside_defined(node: "Node | None") -> bool:
    while node is not None and not _is_defined(node):
        node = node.parent
    return node is not None


def _is_defined(node: "Node") -> bool:
    sign = field(node, "operator") if node.type == "unary" else None
    return sign is not None and sign.type == "defined?"


def _scopes(sides: "Sides") -> "Iterator[tuple[Node | None, Node]]":
    """Yield the methods, classes and files in which something changed, as they were and are."""
    changed = {(scope := scope_of(each.inside)).id: scope for each in sides.differences}
    for new in changed.values():
        root = sides.before.root_node
        start = _origin(sides, new.start_byte)
        old = root if new.parent is None else root.descendant_for_byte_range(start, start + 1)
        while old is not None and not (old.is_named and old.type == new.type):
            old = old.parent
        yield old if old is None or old.start_byte == start or new.parent is None else None, new


def _words_differ(sides: "Sides", old: "Node", new: "Node") -> str:
    was = {word.start_byte: known for word, known in variables(old)}
    for word, known in variables(new):
        if was.get(_origin(sides, word.start_byte)) is not known:
            return BROKEN
    return ""


def _values_differ(sides: "Sides", old: "Node", new: "Node") -> str:
    values = {(node.type, node.start_byte): list(results(body)) for node, body in _holders(old)}
    for node, body in _holders(new):
        was = values.get((node.type, _origin(sides, node.start_byte)), [])
        if not all(_was_one_of(sides, each, was) for each in results(body)):
            return RESULT
    return ""


def _was_one_of(sides: "Sides", result: "Node | None", was: "list[Node | None]") -> bool:
    """Tell whether a value, or what is left of it, was among the values before."""
    if result is None:
        dropped = any(each and each.start_byte in sides.draft.dropped for each in was)
        return dropped or None in was
    if result.type in _LITERALS and any(each and each.type == result.type for each in was):
        return True
    start = _origin(sides, result.start_byte)
    return any(each and each.start_byte <= start < each.end_byte for each in was)


def unreadable(sides: "Sides") -> str:
    """Return why Ruby would not take the result, although the grammar here does.

    Nothing may take the value of a `return`, and `f { … }` is a block, never a table.
    """
    new = (
        each for difference in sides.differences for node in difference.new for each in walk(node)
    )
    for node in new:
        if not node.is_named:
            continue
        if node.type in JUMPS and is_used(node) and not _is_tail(node):
            return BROKEN
        if node.type == "hash" and is_first_bare_argument(node):
            return BROKEN
    return ""


def _is_tail(node: "Node") -> bool:
    """Tell whether the value that a node would give is that of a method or block."""
    while node.parent is not None and node.parent.type not in _TAKING:
        node = node.parent
        if node.type in ("method", "singleton_method", "block", "do_block", "lambda"):
            return True
    return node.parent is None


def _origin(sides: "Sides", offset: int) -> int:
    found = sides.draft.origin(offset)
    return -1 if found is None else found


def is_raising(node: "Node") -> bool:
    """Tell whether a node is `raise …` or `throw …`."""
    name = field(node, "method") if node.type == "call" else node
    alone = node.type == "identifier" or field(node, "receiver") is None
    return alone and name is not None and name.text in _RAISING


def _holders(root: "Node") -> "Iterator[tuple[Node, Node | None]]":
    for node in walk(root):
        if node.is_named and node.type in _HOLDERS and not throws_away(node):
            yield node, field(node, _HOLDERS[node.type])


def results(node: "Node | None") -> "Iterator[Node | None]":
    """Yield every expression that may be the value of a node; None stands for nil."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node is None or node.type in _NOTHING:
            yield None
        elif node.type in LISTS or node.type == "parenthesized_statements":
            stack += _of_list(node)
        elif node.type in JUMPS or is_raising(node):
            continue
        else:
            inside = _of_expression(node)
            if inside is None:
                yield node
            else:
                stack += inside


def _of_list(body: "Node") -> "list[Node | None]":
    inside = statements(body)
    found: list[Node | None] = [inside[-1] if inside else None]
    if body.type not in ("body_statement", "begin"):
        return found
    found += [each for each in body.named_children if each.type == "else"]
    return found + [field(each, "body") for each in body.named_children if each.type == "rescue"]


def _of_expression(node: "Node") -> "list[Node | None] | None":
    """Return what an expression is one of; None if it is a value of its own."""
    match node.type:
        case "if" | "unless" | "elsif" | "conditional":
            return [field(node, "consequence"), field(node, "alternative")]
        case "if_modifier" | "unless_modifier":
            return [field(node, "body"), None]
        case "case" | "case_match":
            arms = [each for each in node.named_children if each.type in ("when", "in_clause")]
            other = next((each for each in node.named_children if each.type == "else"), None)
            return [other, *(field(each, "body") for each in arms)]
        case "rescue_modifier":
            return [field(node, "body"), field(node, "handler")]
        case "binary":
            sign = field(node, "operator")
            junction = sign is not None and sign.type in JUNCTIONS
            return [field(node, "left"), field(node, "right")] if junction else None
        case "element_reference":
            return _of_table(field(node, "object"))
        case "call":
            given = field(node, "arguments")
            values = _of_table(field(node, "receiver"))
            return None if values is None else [*values, *_given(given)]
        case _:
            return None


def _of_table(table: "Node | None") -> "list[Node | None] | None":
    if table is None or table.type != "hash":
        return None
    return [field(pair, "value") for pair in table.named_children if pair.type == "pair"]


def _given(arguments: "Node | None") -> "list[Node]":
    return [] if arguments is None else list(arguments.named_children)
