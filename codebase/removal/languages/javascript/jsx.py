"""What stands among rendered elements: there, blanks are content and line ends are not."""

from typing import TYPE_CHECKING

from codebase.removal.reasons import RESULT
from codebase.removal.shapes import Child, Refused

if TYPE_CHECKING:
    from tree_sitter import Node


def is_rendered(expression: "Node") -> bool:
    """Tell whether `{…}` is a child of an element, not an attribute's value."""
    parent = expression.parent
    return parent is not None and parent.type in ("jsx_element", "jsx_fragment")


def child(expression: "Node") -> Child | Refused:
    """Read a rendered value; it must not go where the texts around it would grow together."""
    before, after = _text(expression.prev_sibling), _text(expression.next_sibling)
    apart = rendered_text(before) + rendered_text(after)
    return Child(expression) if rendered_text(before + after) == apart else Refused(RESULT)


def _text(node: "Node | None") -> str:
    if node is None or node.type != "jsx_text":
        return ""
    return (node.text or b"").decode("utf-8", "replace")


def rendered_text(text: str) -> str:
    """Return what a text among elements shows: lines trimmed, empty ones dropped, joined by one
    blank; only the outer ends of the first and last line keep theirs.
    """
    lines = text.split("\n")
    last = len(lines) - 1
    shown: list[str] = []
    for number, line in enumerate(lines):
        start = line if number == 0 else line.lstrip()
        whole = start if number == last else start.rstrip()
        if whole:
            shown.append(whole)
    return " ".join(shown)
