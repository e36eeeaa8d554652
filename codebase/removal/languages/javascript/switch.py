"""How a `switch` is read."""

from typing import TYPE_CHECKING

from codebase.removal.languages.javascript.kinds import FUNCTIONS
from codebase.removal.languages.switches import (
    breaks_out,
    closing_break,
    is_plain_break,
    without_closing,
)
from codebase.removal.nodes import code_end, is_comment
from codebase.removal.shapes import Case, Selection, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_OTHERS = FUNCTIONS | {
    "for_statement",
    "for_in_statement",
    "while_statement",
    "do_statement",
    "switch_statement",
}
"""What a `break` inside leaves, or what it cannot leave."""
_LEAVES = frozenset({"return_statement", "throw_statement", "continue_statement"})


def selection(statement: "Node") -> Selection | None:
    """Read every arm of a `switch`."""
    body = statement.child_by_field_name("body")
    if body is None:
        return None
    arms = [node for node in body.named_children if node.type in ("switch_case", "switch_default")]
    cases = tuple(_case(arm, is_last=arm == arms[-1]) for arm in arms)
    return Selection(statement, cases, strict=True)


def _case(arm: "Node", *, is_last: bool) -> Case:
    label = arm.child_by_field_name("value")
    inside = [node for node in arm.named_children if node != label]
    code = [node for node in inside if not is_comment(node)]
    # `{ … } break` is the same as `{ … break }`.
    ended = len(code) == 2 and is_plain_break(code[1])
    if len(code) - ended == 1 and code[0].type == "statement_block":
        block = code[0]
        inside = [node for node in block.named_children if node.end_byte < code_end(block)]
        code = [node for node in inside if not is_comment(node)]
    closing = closing_break(code)
    kept = without_closing(inside, closing)
    code = [node for node in code if node != closing]
    leaves = closing is not None or ended or is_last or (bool(code) and code[-1].type in _LEAVES)
    return Case(
        node=arm,
        labels=(label,) if label is not None else (),
        default=label is None,
        span=Span(kept[0].start_byte, kept[-1].end_byte) if kept and code else Span(0, 0),
        last=code[-1] if code else closing,
        falls_through=not leaves,
        refused=any(breaks_out(node, _OTHERS) for node in code),
    )
