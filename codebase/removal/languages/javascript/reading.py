"""How JavaScript's nodes are read into shapes."""

import re
from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.javascript.imports import CLIENT_HOOKS
from codebase.removal.languages.javascript.kinds import FUNCTIONS, LISTS
from codebase.removal.languages.javascript.switch import selection
from codebase.removal.nodes import code_children, is_comment, is_field, required, walk
from codebase.removal.reasons import PASSED_ON, RESULT
from codebase.removal.shapes import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

EQUALITIES = {"==": False, "===": False, "!=": True, "!==": True}


def literal(node: "Node") -> Literal | None:
    """Read strings without escapes, true, false, null and undefined."""
    match node.type:
        case "true" | "false":
            return Literal(node.type == "true")
        case "null" | "undefined":
            return Literal(None)
        case "string" | "template_string":
            return text_literal(node)
        case "identifier" if node.text == b"undefined":
            return Literal(None)
        case _:
            return None


def members(node: "Node") -> tuple[Literal, ...] | None:
    """Read the elements of a list that is asked whether it includes a value."""
    found = [literal(each) for each in node.named_children if not is_comment(each)]
    return None if None in found else tuple(each for each in found if each is not None)


def text_literal(node: "Node") -> Literal | None:
    """Read a string or template without escapes and holes."""
    parts = node.named_children
    if any(part.type != "string_fragment" for part in parts):
        return None
    return Literal(b"".join(part.text or b"" for part in parts).decode("utf-8", "replace"))


def control(parent: "Node") -> shapes.Shape | None:
    """Read a placeholder that is all there is between the parentheses of a statement."""
    statement = parent.parent
    if parent.type != "parenthesized_expression" or statement is None:
        return None
    if statement.type == "if_statement" and is_field(statement, "condition", parent):
        return shapes.Chain(statement)
    if statement.type == "while_statement" and is_field(statement, "condition", parent):
        return shapes.Loop(statement)
    if statement.type == "switch_statement":
        return selection(statement)
    if statement.type == "do_statement":
        return shapes.Refused(RESULT)
    return None


def wrapped(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read negations and what changes nothing: parentheses, `await`, `!`, `as T`."""
    if parent.type == "unary_expression":
        return shapes.Negation(parent) if required(parent, "operator").type == "!" else None
    return (
        shapes.Same(parent)
        if parent.named_child(0) == node or parent.named_child_count == 1
        else None
    )


def operator(node: "Node", parent: "Node") -> shapes.Shape | None:
    """Read `&&`, `||`, `??` and comparisons."""
    sign = required(parent, "operator").type
    left, right = required(parent, "left"), required(parent, "right")
    if sign in ("&&", "||"):
        return shapes.Junction(parent, left, right, sign == "||")
    if sign == "??":
        return shapes.Same(parent) if left == node else None
    if sign in EQUALITIES:
        kind = "strict" if len(sign) == 3 else "loose"
        return shapes.Comparison(parent, right if left == node else left, EQUALITIES[sign], kind)
    return None


def junction(node: "Node") -> shapes.Junction | None:
    """Read `&&` and `||`."""
    found = operator(node, node) if node.type == "binary_expression" else None
    return found if isinstance(found, shapes.Junction) else None


def compares(node: "Node") -> bool:
    """Tell whether an expression is a comparison, a negation or a truth value."""
    if node.type in ("true", "false"):
        return True
    if node.type == "unary_expression":
        return required(node, "operator").type == "!"
    if node.type != "binary_expression":
        return False
    comparing = ("<", ">", "<=", ">=", "in", "instanceof", *EQUALITIES)
    return required(node, "operator").type in comparing


def binding(declarator: "Node") -> shapes.Shape | None:
    """Read a declarator whose value is the placeholder."""
    declaration, name = declarator.parent, required(declarator, "name")
    if declaration is None or name.type != "identifier":
        return None
    scope = declaration.parent
    if scope is None or scope.type not in LISTS:
        return shapes.Refused(PASSED_ON)
    alone = sum(child.type == "variable_declarator" for child in declaration.children) == 1
    function = scope
    while function.parent is not None and function.type not in FUNCTIONS:
        function = function.parent
    if scope.type in ("switch_case", "switch_default") and scope.parent is not None:
        scope = scope.parent
    return shapes.Binding(declaration if alone else declarator, name, scope, function)


def argument(arguments: "Node") -> shapes.Shape | None:
    """Read `Boolean(x)` and `[…].includes(x)`."""
    call = arguments.parent
    if call is None or call.type != "call_expression" or arguments.named_child_count != 1:
        return None
    function = required(call, "function")
    if function.text == b"Boolean":
        return shapes.Truth(call)
    listed = required(function, "object")
    if listed.type != "array" or required(function, "property").text != b"includes":
        return None
    return shapes.Comparison(call, listed, negated=False, kind="member")


def is_dependency_list(array: "Node") -> bool:
    """Tell whether an array is what a hook watches: not its first argument."""
    arguments = array.parent
    if arguments is None or arguments.type != "arguments" or arguments.parent is None:
        return False
    if arguments.named_child(0) == array or arguments.parent.type != "call_expression":
        return False
    function = required(arguments.parent, "function")
    name = required(function, "property") if function.type == "member_expression" else function
    text = name.text or b""
    return text.startswith(b"use") and text[3:4].isupper()


EFFECT = re.compile(r"^(call|new|await|yield|\w*assignment|update)_expression$")
_TRANSPARENT = frozenset({"parenthesized_expression", "await_expression", "return_statement"})


def returned(function: "Node") -> "Node | None":
    """Return the expression that is all a function does: comments and client hooks do not count.

    `const on = CHECK; return on` is the check too.
    """
    body = function.child_by_field_name("body")
    if body is None or body.type != "statement_block":
        return _bare(body)
    *before, last = code_children(body) or [body]
    values = dict(_constants(before)) if last.type == "return_statement" else {}
    found = _bare(last) if len(values) == len(before) else None
    name = found.text if found is not None and found.type == "identifier" else None
    own = values.pop(name, None) if name is not None else None
    pure = all(_only_reads(value) for value in values.values())
    return (_bare(own) or found) if pure else None


def _constants(statements: "list[Node]") -> "Iterator[tuple[bytes, Node]]":
    for statement in statements:
        declarators = statement.named_children
        name = declarators[0].child_by_field_name("name") if len(declarators) == 1 else None
        value = declarators[0].child_by_field_name("value") if name is not None else None
        if statement.type == "lexical_declaration" and name is not None and value is not None:
            yield name.text or b"", value


def _only_reads(value: "Node") -> bool:
    if value.type == "call_expression":
        return required(value, "function").text in CLIENT_HOOKS
    return not any(EFFECT.search(node.type) for node in walk(value))


def _bare(node: "Node | None") -> "Node | None":
    while node is not None and node.type in _TRANSPARENT:
        inside = code_children(node)
        node = inside[0] if len(inside) == 1 else None
    return node
