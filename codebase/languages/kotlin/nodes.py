"""Parts of Kotlin's nodes that have no name of their own in its grammar."""

from typing import TYPE_CHECKING

from codebase.languages.tables.forms import Arguments
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.syntax import (
    Argument,
)

if TYPE_CHECKING:
    from tree_sitter import Node


TYPES = ":user_type|nullable_type|function_type|parenthesized_type|non_nullable_type"


LAMBDA = ":annotated_lambda>:lambda_literal, :lambda_literal"


def after(node: "Node", sign: str) -> "Node | None":
    """Return the first expression behind a sign."""
    seen = False
    for child in node.children:
        if seen and child.is_named and "comment" not in child.type:
            return child
        seen = seen or child.type == sign
    return None


def _label(node: "Node") -> "Node | None":
    return node.named_children[0] if any(c.type == "=" for c in node.children) else None


_ARGUMENTS = Arguments(named={"value_argument": (_label, "#-1")}, spread={"spread_expression": "*"})


def _argument(node: "Node") -> Argument:
    inner = pick(node, "#-1")
    if inner is not None and inner.type == "spread_expression":
        return Argument(pick(inner, "#0") or inner, spread="*")
    return _ARGUMENTS.one(node)


def arguments(node: "Node | None") -> tuple[Argument, ...]:
    """Return the arguments of a list; none for no list."""
    return tuple(_argument(item) for item in children_of(node)) if node is not None else ()


def operand(node: "Node | None") -> "Node | None":
    """Return what a call or a member belongs to: of `!a.b()` the tree makes `(!a).b()`."""
    while node is not None and node.type == "unary_expression" and not node.children[0].is_named:
        node = pick(node, "#0")
    return node


def parts(node: "Node") -> "tuple[Node | None, tuple[Argument, ...]]":
    """Return what a call calls, and its arguments; a lambda behind it is the last of them."""
    callee, behind = operand(pick(node, "#0")), pick(node, LAMBDA)
    given = arguments(pick(node, ":value_arguments"))
    inner = callee is not None and callee.type == "call_expression" and behind is not None
    if inner and callee is not None and pick(node, ":value_arguments") is None:
        given = arguments(pick(callee, ":value_arguments"))
        callee = pick(callee, "#0")
    return callee, (*given, Argument(behind)) if behind is not None else given


def name_of(call: "Node") -> str:
    """Return the name of what a node calls, or nothing."""
    callee = parts(call)[0] if call.type == "call_expression" else None
    if callee is not None and callee.type == "navigation_expression":
        callee = pick(callee, "#-1")
    return text_of(callee) if callee is not None else ""


def is_enum(node: "Node") -> bool:
    """Say whether a class is an enumeration."""
    return pick(node, ":enum_class_body") is not None


def expression(body: "Node") -> "Node | None":
    """Return what a function's body gives if it is an expression."""
    inner = pick(body, "#0")
    return None if inner is None or inner.type == "block" else inner


def extended(node: "Node") -> "Node | None":
    """Return the type that an extension is for."""
    kind, name = pick(node, TYPES), pick(node, "name")
    before = kind is not None and name is not None and kind.start_byte < name.start_byte
    return kind if before else None
