"""Small questions about syntax trees, in whichever grammar."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from tree_sitter import Node


def walk(node: "Node") -> "Iterator[Node]":
    """Yield a node and everything below it, parents first, without recursion."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def field(node: "Node", name: str) -> "Node | None":
    """Return a field of a node, if it has it."""
    return node.child_by_field_name(name)


def required(node: "Node", name: str) -> "Node":
    """Return a field that the grammar always gives; the node itself where the code is broken."""
    found = node.child_by_field_name(name)
    return found if found is not None else node


def is_field(node: "Node", name: str, child: "Node") -> bool:
    """Tell whether `child` is the named field of `node`."""
    return node.child_by_field_name(name) == child


def closest(node: "Node | None", kinds: "Container[str]") -> "Node | None":
    """Return a node of one of these types: the node itself, else the innermost one around it."""
    while node is not None and node.type not in kinds:
        node = node.parent
    return node


def covering(root: "Node", start: int, end: int, kinds: "Container[str]") -> "Node | None":
    """Return the node of one of these types that is exactly this range, None if there is none."""
    node = root.descendant_for_byte_range(start, end)
    while node is not None and (node.start_byte, node.end_byte) == (start, end):
        if node.type in kinds:
            return node
        node = node.parent
    return None


def code_children(node: "Node") -> "list[Node]":
    """Return the named children that are code: no comments, no backslashes at the end of a line."""
    return [
        child
        for child in node.named_children
        if not is_comment(child) and child.type != "line_continuation"
    ]


def is_comment(node: "Node") -> bool:
    """Tell whether the node is a comment, in whichever grammar."""
    return "comment" in node.type


def end_of(node: "Node") -> int:
    """Return where a node ends, its line end left out.

    The grammar of Python counts the carriage return of a Windows line end to the comment before it.
    """
    text = node.text or b""
    return node.end_byte - (len(text) - len(text.rstrip(b"\r")))


def is_statement(node: "Node") -> bool:
    """Tell whether a named child of a list is one of its statements.

    Ruby's `rescue`, `else` and `ensure` are clauses of the list, and what stands below `__END__`
    or is the text of a heredoc is no code.
    """
    return node.type not in _NO_STATEMENTS and not is_comment(node)


_NO_STATEMENTS = frozenset(
    {"rescue", "else", "ensure", "uninterpreted", "heredoc_body", "empty_statement"}
)
CLAUSES = frozenset({"rescue", "else", "ensure", "uninterpreted"})
"""What ends the statements of a list, in Ruby."""


def end_of_texts(statement: "Node") -> int:
    """Return where the texts end that a statement announces below its line, 0 without any."""
    end, after = 0, statement.next_named_sibling
    while after is not None and (is_comment(after) or after.type == "heredoc_body"):
        if after.start_point.row != statement.end_point.row:
            break
        end = after.end_byte if after.type == "heredoc_body" else end
        after = after.next_named_sibling
    return end


def code_end(node: "Node") -> int:
    """Return where the last token of `node` ends; some grammars put trailing comments inside."""
    while True:
        last = next((child for child in reversed(node.children) if not is_comment(child)), None)
        if last is None:
            return node.end_byte
        node = last
