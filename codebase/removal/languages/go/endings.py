"""Does a function that has a result still end in a statement that never falls off its end?

The rules of the language's chapter on terminating statements: without one, it does not compile.
"""

from itertools import chain
from typing import TYPE_CHECKING

from codebase.removal.languages.go.kinds import ARMS, FUNCTIONS, SWITCHES
from codebase.removal.languages.go.reading import statements
from codebase.removal.nodes import code_children, is_comment, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_LOOPS_AND_SWITCHES = SWITCHES | {"for_statement"}


def open_ended(nodes: "list[Node]") -> set[int]:
    """Return the beginnings of all functions that have a result and may fall off their end."""
    return {
        node.start_byte
        for node in chain.from_iterable(map(walk, nodes))
        if node.type in FUNCTIONS
        and node.child_by_field_name("result") is not None
        and (body := node.child_by_field_name("body")) is not None
        and not _block_ends(body)
    }


def ends(statement: "Node", label: bytes = b"") -> bool:
    """Tell whether nothing after a statement is reached; `label` is what stands before it."""
    match statement.type:
        case "return_statement" | "goto_statement":
            return True
        case "expression_statement":
            return panics(statement)
        case "block":
            return _block_ends(statement)
        case "if_statement":
            yes = statement.child_by_field_name("consequence")
            no = statement.child_by_field_name("alternative")
            return yes is not None and no is not None and ends(yes) and ends(no)
        case "for_statement":
            forever = not _has_condition(statement)
            return forever and not breaks_out(statement, label)
        case "labeled_statement":
            inside = code_children(statement)
            name = inside[0].text or b""
            return len(inside) > 1 and ends(inside[-1], name)
        case _:
            return statement.type in SWITCHES and _switch_ends(statement, label)


def panics(statement: "Node") -> bool:
    """Tell whether a statement is a call of `panic`."""
    if statement.type != "expression_statement":
        return False
    call = statement.named_child(0)
    function = call.child_by_field_name("function") if call else None
    return function is not None and function.text == b"panic"


def _block_ends(block: "Node") -> bool:
    inside = statements(block)
    return bool(inside) and ends(inside[-1])


def _has_condition(loop: "Node") -> bool:
    body = loop.child_by_field_name("body")
    heads = [each for each in loop.named_children if each != body and not is_comment(each)]
    if heads and heads[0].type == "for_clause":
        return heads[0].child_by_field_name("condition") is not None
    return bool(heads)


def _switch_ends(statement: "Node", label: bytes) -> bool:
    arms = [each for each in statement.named_children if each.type in ARMS]
    waits = statement.type == "select_statement"
    if not (waits or any(arm.type == "default_case" for arm in arms)):
        return False
    return not breaks_out(statement, label) and all(_arm_ends(arm) for arm in arms)


def _arm_ends(arm: "Node") -> bool:
    inside = statements(arm)
    return bool(inside) and (inside[-1].type == "fallthrough_statement" or ends(inside[-1]))


def breaks_out(statement: "Node", label: bytes) -> bool:
    """Tell whether a `break` inside a loop or `switch` leaves it."""
    stack = [(each, False) for each in statement.children]
    while stack:
        node, nested = stack.pop()
        if node.type == "break_statement":
            named = [each.text for each in node.named_children]
            if named == [label] or not (named or nested):
                return True
        if node.type not in FUNCTIONS:
            deeper = nested or node.type in _LOOPS_AND_SWITCHES
            stack.extend((each, deeper) for each in node.children)
    return False
