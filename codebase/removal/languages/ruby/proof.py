"""Is a result right by Ruby's own rules? Asked without the rules that made it.

Every word is a variable or a call as it was, and nothing became the value of a method, a block or
an assignment that was not one of its values before.
"""

from typing import TYPE_CHECKING

from codebase.removal.languages.ruby.names import variables
from codebase.removal.languages.ruby.values import (
    JUNCTIONS,
    LISTS,
    field,
    is_used,
    statements,
    throws_away,
)
from codebase.removal.nodes import walk
from codebase.removal.reasons import BROKEN, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.differences import Sides

Result = int | str
"""Where an expression that may be the value begins, or which literal it is."""

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
_FLOW = frozenset({"return", "break", "next", "redo", "retry"})
_RAISING = frozenset({b"raise", b"throw"})
_NOTHING = frozenset({"while", "until", "while_modifier", "until_modifier", "nil"})
_LITERALS = frozenset({"true", "false"})
_NIL = "nil"


def names_differ(sides: "Sides") -> str:
    """Return why a word may mean something else now, empty if none does."""
    old = {word.start_byte: known for word, known in variables(sides.before.root_node)}
    for word, known in variables(sides.after.root_node):
        origin = sides.draft.origin(word.start_byte)
        if origin is None or old.get(origin) is not known:
            return BROKEN
    return ""


def values_differ(sides: "Sides") -> str:
    """Return why something may have another value now, empty if nothing has."""
    old = {
        (node.type, node.start_byte): frozenset(_value(each) for each in results(body))
        for node, body in _holders(sides.before.root_node)
    }
    for node, body in _holders(sides.after.root_node):
        was = old.get((node.type, _origin(sides, node.start_byte)), frozenset())
        if not sides.draft.dropped.isdisjoint(was):
            was |= {_NIL}
        for each in results(body):
            value = _value(each)
            if (_origin(sides, value) if isinstance(value, int) else value) not in was:
                return RESULT
    return ""


def void_value(sides: "Sides") -> str:
    """Return why Ruby would refuse the result: something takes the value of a `return`."""
    taken = (
        each
        for difference in sides.differences
        for node in difference.new
        for each in walk(node)
        if each.is_named and each.type in _FLOW
    )
    return BROKEN if any(is_used(each) and not _is_tail(each) for each in taken) else ""


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


def _value(result: "Node | None") -> Result:
    if result is None:
        return _NIL
    return result.type if result.type in _LITERALS else result.start_byte


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
        elif node.type in _FLOW or is_raising(node):
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
