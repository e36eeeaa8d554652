"""How a `switch` is read."""

from typing import TYPE_CHECKING

from codebase.removal.languages.go.kinds import SWITCHES
from codebase.removal.languages.switches import breaks_out, closing_break, without_closing
from codebase.removal.nodes import code_end, is_comment
from codebase.removal.shapes import Case, Selection, Span

if TYPE_CHECKING:
    from tree_sitter import Node

ARMS = frozenset({"expression_case", "default_case"})
_OTHERS = SWITCHES | {"for_statement", "func_literal"}
"""What a `break` inside leaves, or what it cannot leave."""
_FALLS = "fallthrough_statement"


def selection(statement: "Node") -> Selection:
    """Read every arm of a `switch`."""
    return Selection(statement, tuple(read(arm) for arm in arms(statement)), strict=True)


def arms(statement: "Node") -> "list[Node]":
    """Return the arms of a `switch`, in their order."""
    return [node for node in statement.named_children if node.type in ARMS]


def falls(arm: "Node") -> bool:
    """Tell whether an arm goes on with the next one."""
    return any(node.type == _FALLS for node in _inside(arm))


def read(arm: "Node") -> Case:
    """Read one arm with its comments."""
    inside = _inside(arm)
    code = [node for node in inside if not is_comment(node)]
    closing = closing_break(code)
    kept = without_closing(inside, closing)
    code = [node for node in code if node != closing]
    values = arm.child_by_field_name("value")
    return Case(
        node=arm,
        labels=tuple(values.named_children) if values is not None else (),
        default=arm.type == "default_case",
        span=Span(kept[0].start_byte, _end(kept[-1])) if kept and code else Span(0, 0),
        last=code[-1] if code else closing,
        falls_through=falls(arm),
        refused=any(breaks_out(node, _OTHERS) or node.type == "labeled_statement" for node in code),
    )


def arm_end(arm: "Node") -> int:
    """Return where an arm ends with the comments that are indented like its statements."""
    inside = _inside(arm)
    return _end(inside[-1]) if inside else arm.end_byte


def _end(node: "Node") -> int:
    return node.end_byte if is_comment(node) else code_end(node)


def _inside(arm: "Node") -> "list[Node]":
    """Return statements and comments; the grammar hands the last comments to the `switch`."""
    colon = next((each.end_byte for each in arm.children if each.type == ":"), arm.end_byte)
    found: list[Node] = []
    for each in arm.named_children:
        if each.start_byte >= colon:
            found += each.named_children if each.type == "statement_list" else [each]
    after = arm.next_sibling
    while after is not None and is_comment(after):
        if after.start_point.column <= arm.start_point.column:
            break
        found.append(after)
        after = after.next_sibling
    return found
