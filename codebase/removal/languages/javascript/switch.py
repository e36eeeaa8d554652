"""How a `switch` is read."""

from typing import TYPE_CHECKING

from codebase.removal.nodes import code_end, is_comment
from codebase.removal.shapes import Case, Selection, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_TARGETS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
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
    ended = len(code) == 2 and _is_plain_break(code[1])
    if len(code) - ended == 1 and code[0].type == "statement_block":
        block = code[0]
        inside = [node for node in block.named_children if node.end_byte < code_end(block)]
        code = [node for node in inside if not is_comment(node)]
    closing = code[-1] if code and _is_plain_break(code[-1]) else None
    kept = [node for node in inside if closing is None or node.end_byte <= closing.start_byte]
    while kept and closing is not None and is_comment(kept[-1]):
        kept.pop()
    code = [node for node in code if node != closing]
    leaves = closing is not None or ended or is_last or (bool(code) and code[-1].type in _LEAVES)
    return Case(
        node=arm,
        labels=(label,) if label is not None else (),
        default=label is None,
        span=Span(kept[0].start_byte, kept[-1].end_byte) if kept and code else Span(0, 0),
        last=code[-1] if code else closing,
        falls_through=not leaves,
        refused=any(_breaks(node) for node in code),
    )


def _is_plain_break(node: "Node") -> bool:
    return node.type == "break_statement" and node.named_child_count == 0


def _breaks(node: "Node") -> bool:
    """Tell whether a `break` inside would leave the `switch`."""
    stack = [node]
    while stack:
        node = stack.pop()
        if _is_plain_break(node):
            return True
        if node.type == "switch_statement" or node.type in _TARGETS or "function" in node.type:
            continue
        stack.extend(node.children)
    return False
