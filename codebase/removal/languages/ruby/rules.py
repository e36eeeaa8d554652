"""Ruby."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.base import Rules
from codebase.removal.languages.ruby import (
    chains,
    constants,
    names,
    operators,
    proof,
    reading,
    returning,
    values,
    wrapping,
)
from codebase.removal.nodes import field
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from tree_sitter import Node

_DISSOLVING = frozenset(
    {
        "if",
        "unless",
        "elsif",
        "else",
        "then",
        "if_modifier",
        "unless_modifier",
        "while",
        "until",
        "while_modifier",
        "until_modifier",
        "do",
        "case",
        "case_match",
        "when",
        "in_clause",
        "parenthesized_statements",
        "binary",
        "unary",
        "conditional",
        "rescue_modifier",
    }
)
_DEFINITIONS = frozenset({"method", "singleton_method", "class", "module", "singleton_class"})
_CALLS = values.JUMPS | {
    "yield",
    "super",
    "assignment",
    "operator_assignment",
    "subshell",
    "undef",
    "alias",
}
_EFFECTS = frozenset(
    {b"raise", b"fail", b"exit", b"abort", b"gets", b"puts", b"print", b"sleep", b"throw"}
)
_CONVERSIONS = frozenset({b"String", b"Integer", b"to_s", b"to_str", b"to_i"})


def _shape(node: "Node") -> shapes.Shape | None:
    parent = node.parent
    if parent is None:
        return None
    control = reading.control(node, parent)
    if control is not None:
        return control
    match parent.type:
        case "parenthesized_statements":
            return reading.grouped(parent)
        case "unary":
            return reading.negation(parent)
        case "binary":
            return reading.operator(node, parent)
        case "call":
            return reading.called(node, parent)
        case "argument_list":
            return reading.argument(node, parent)
        case "element_reference":
            return reading.element(parent)
        case "rescue_modifier" if field(parent, "body") == node:
            return shapes.Same(parent)
        case "assignment" if field(parent, "right") == node:
            return reading.binding(parent)
        case "case" | "case_match" if field(parent, "value") == node:
            return reading.selection(parent)
        case _:
            return reading.statement(node)


def _reason(node: "Node") -> str:
    previous, parent = node, node.parent
    while parent is not None and parent.type in _DISSOLVING - values.LISTS:
        previous, parent = parent, parent.parent
    kind = parent.type if parent is not None else ""
    if kind in ("return", "method", "singleton_method") or (
        parent is not None and _returns(parent)
    ):
        return RETURNED
    if kind in values.LISTS:
        return RETURNED if values.is_used(previous) else RESULT
    if kind in ("assignment", "operator_assignment") and parent is not None:
        return REASSIGNED if field(parent, "left") == previous else PASSED_ON
    if kind in ("for", "exception_variable", "left_assignment_list"):
        return REASSIGNED
    if "parameter" in kind or "pattern" in kind:
        return TWICE
    return RESULT if kind == "interpolation" else PASSED_ON


def _returns(arguments: "Node") -> bool:
    outer = arguments.parent
    return outer is not None and arguments.type == "argument_list" and outer.type == "return"


def _is_boolean(node: "Node") -> bool:
    """Comparisons and negations, and what is made of them."""
    stack = [node]
    while stack:
        node = stack.pop()
        junction = reading.junction(node)
        if junction is not None:
            stack += [junction.left, junction.right]
        elif node.type == "parenthesized_statements" and node.named_child_count == 1:
            stack.extend(node.named_children)
        elif not operators.compares(node):
            return False
    return True


def _is_condition(node: "Node") -> bool:
    """Conditions, operands of conditions, and what is negated."""
    while node.parent is not None:
        parent = node.parent
        if parent.type == "unary":
            return reading.negation(parent) is not None
        if field(parent, "condition") == node or reading.is_asked_in_case(node):
            return True
        single = parent.type == "parenthesized_statements" and parent.named_child_count == 1
        if not single and not reading.junction(parent):
            return False
        node = parent
    return False


def _is_call(node: "Node") -> bool:
    """Calls with arguments, a block or `!`; assignments; what may add to a list or match."""
    if node.type == "call":
        method = field(node, "method")
        name = method.text or b"" if method is not None else b""
        given = field(node, "arguments") or field(node, "block")
        return method is None or given is not None or name.endswith(b"!")
    if node.type == "identifier":
        return node.text in _EFFECTS
    if node.type == "binary":
        sign = field(node, "operator")
        return sign is not None and sign.type in ("<<", "=~")
    return node.is_named and node.type in _CALLS


def _is_conversion(call: "Node") -> bool:
    """`String(x)` and `x.to_s`."""
    method = field(call, "method") if call.type == "call" else None
    return method is not None and method.text in _CONVERSIONS


def _statement_end(statement: "Node") -> int:
    return statement.end_byte


def _ends_flow(statement: "Node") -> bool:
    """`return`, `raise`, `throw`, `next`, `break`, `redo`, `retry`."""
    return statement.type in values.JUMPS or proof.is_raising(statement)


def _declares(statement: "Node") -> bool:
    """Methods, classes and modules, at any depth."""
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.is_named and node.type in _DEFINITIONS:
            return True
        stack.extend(node.named_children)
    return False


def _dissolves(node: "Node") -> bool:
    """What folding takes away anywhere, and a table of variants around its entry."""
    return node.type in _DISSOLVING or reading.is_around_an_entry(node)


class Ruby(Rules):
    """The rules of Ruby, where `if`, `unless` and `case` are expressions."""

    dissolving = _DISSOLVING
    empty_body = b""
    texts = frozenset({"string", "heredoc_body", "subshell", "regex", "comment"})
    functions = frozenset({"method", "singleton_method", "lambda"})
    other_names = frozenset({"hash_key_symbol"})
    entries = frozenset({"pair"})
    writes = frozenset({b"else"})

    shape = staticmethod(_shape)
    junction = staticmethod(reading.junction)
    chain = staticmethod(chains.fold)
    reason = staticmethod(_reason)

    literal = staticmethod(reading.literal)
    is_boolean = staticmethod(_is_boolean)
    is_condition = staticmethod(_is_condition)
    is_call = staticmethod(_is_call)
    is_conversion = staticmethod(_is_conversion)
    is_variable = staticmethod(names.is_variable)
    members = staticmethod(reading.members)

    is_grouping = staticmethod(operators.is_grouping)
    needs_parentheses = staticmethod(operators.needs_parentheses)
    is_plain = staticmethod(operators.is_plain)
    has_operator_outside = staticmethod(operators.has_operator_outside)

    in_list = staticmethod(values.in_list)
    statement_end = staticmethod(_statement_end)
    ends_flow = staticmethod(_ends_flow)
    declares = staticmethod(_declares)
    emptied_else = staticmethod(chains.emptied_else)
    is_result = staticmethod(returning.is_result)

    checks_in = staticmethod(wrapping.checks_in)
    results = staticmethod(wrapping.results)
    returned = staticmethod(reading.returned)

    constant = staticmethod(constants.constant)
    # `require` runs a file and names nothing, so there are no `imports_in` a file that could go.
    locals = staticmethod(constants.local_variables)
    names_in = staticmethod(names.short_names)

    container = staticmethod(constants.container)
    reads_members_only = staticmethod(constants.reads_members_only)

    dissolves = staticmethod(_dissolves)
    names_differ = staticmethod(proof.meaning_differs)
    second_parser = staticmethod(proof.unreadable)
