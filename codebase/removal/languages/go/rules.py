"""Go."""

import posixpath
from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.base import Rules
from codebase.removal.languages.go import (
    chains,
    endings,
    literals,
    names,
    operators,
    pairs,
    reading,
    tables,
)
from codebase.removal.languages.go.kinds import FUNCTIONS
from codebase.removal.nodes import code_end, is_field, walk
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE
from codebase.removal.shapes import LiteralValue

if TYPE_CHECKING:
    from tree_sitter import Node

_DISSOLVING = frozenset(
    {
        "if_statement",
        "for_statement",
        "expression_switch_statement",
        "expression_case",
        "default_case",
        "block",
        "statement_list",
        "parenthesized_expression",
        "binary_expression",
        "unary_expression",
    }
)
_TERMINAL = frozenset(
    {"return_statement", "continue_statement", "break_statement", "goto_statement"}
)


def _shape(node: "Node") -> shapes.Shape | None:
    parent = node.parent
    if parent is None:
        return None
    match parent.type:
        case "parenthesized_expression":
            return shapes.Same(parent)
        case "unary_expression":
            return reading.unary(parent)
        case "binary_expression":
            return reading.operator(node, parent)
        case "type_assertion_expression":
            return reading.assertion(parent)
        case "index_expression" if is_field(parent, "index", node):
            return tables.lookup(parent)
        case "expression_list":
            return _listed(node, parent)
        case "expression_statement":
            return shapes.Discarded(parent)
        case "if_statement" | "for_statement" | "expression_switch_statement":
            return reading.condition(node, parent)
        case _:
            return None


def _listed(node: "Node", values: "Node") -> shapes.Shape | None:
    outer = values.parent
    if outer is not None and outer.type == "expression_case":
        return reading.case(node, values)
    return pairs.settlement(values)


def _reason(node: "Node") -> str:
    previous, parent = node, node.parent
    while parent is not None and parent.type in (*_DISSOLVING, "expression_list"):
        previous, parent = parent, parent.parent
    kind = parent.type if parent is not None else ""
    if kind == "return_statement":
        return RETURNED
    if kind == "assignment_statement" and parent is not None:
        return REASSIGNED if is_field(parent, "left", previous) else PASSED_ON
    if kind in ("inc_statement", "dec_statement", "range_clause"):
        return REASSIGNED
    if kind.endswith("parameter_declaration"):
        return TWICE
    return RESULT if kind == "for_clause" else PASSED_ON


def _is_truth_value(_node: "Node") -> bool:
    """`&&` and `||` take nothing but truth values."""
    return True


def _equals(value: bool | str, other: LiteralValue, *, strict: bool) -> bool | None:
    """An interface is only equal to a value of the type it holds."""
    del strict
    return type(value) is type(other) and value == other


def _is_variable(name: "Node") -> bool:
    """Fields and methods are nodes of another type."""
    return name.type == "identifier"


def _is_grouping(node: "Node") -> bool:
    """All parentheses group; those of calls are other nodes."""
    return node.type == "parenthesized_expression"


def _in_list(statement: "Node") -> bool:
    """Statements of a block, declarations of a file, lines of a grouped declaration."""
    if statement.type in ("const_spec", "var_spec"):
        return True
    parent = statement.parent
    return parent is not None and parent.type in ("statement_list", "source_file")


def _ends_flow(statement: "Node") -> bool:
    return statement.type in _TERMINAL or endings.panics(statement)


def _declares(statement: "Node") -> bool:
    """Only a label can be reached from above."""
    return any(node.type == "labeled_statement" for node in walk(statement))


def _constant(node: "Node") -> "Node | None":
    """A constant or function of the package."""
    if node.type in ("function_declaration", "method_declaration"):
        return node
    outer: Node | None = node
    while outer is not None and outer.type not in ("const_spec", "var_spec"):
        outer = outer.parent if outer.type == "identifier" else None
    return reading.only_named(outer) if outer is not None else None


def _may_see(other: str, path: str, name: bytes) -> bool:
    """What begins with a small letter is only known in its package, which is a folder."""
    exported = name.decode("utf-8", "replace")[:1].isupper()
    return exported or posixpath.dirname(other) == posixpath.dirname(path)


def _dissolves(node: "Node") -> bool:
    """What its type says, and tables of variants."""
    return node.type in _DISSOLVING or tables.dissolves(node)


class Go(Rules):
    """The rules of Go, whose compiler wants every variable and every import to be used."""

    dissolving = _DISSOLVING
    empty_body = b"{}"
    texts = frozenset({"raw_string_literal"})
    functions = FUNCTIONS
    other_names = frozenset({"type_identifier", "package_identifier"})

    shape = staticmethod(_shape)
    junction = staticmethod(reading.junction)
    chain = staticmethod(chains.fold)
    reason = staticmethod(_reason)

    literal = staticmethod(literals.literal)
    is_boolean = staticmethod(_is_truth_value)
    is_condition = staticmethod(_is_truth_value)
    is_call = staticmethod(reading.is_call)
    is_conversion = staticmethod(reading.is_conversion)
    is_variable = staticmethod(_is_variable)
    equals = staticmethod(_equals)

    is_grouping = staticmethod(_is_grouping)
    needs_parentheses = staticmethod(operators.needs_parentheses)
    is_plain = staticmethod(operators.is_plain)
    has_operator_outside = staticmethod(operators.has_operator_outside)

    in_list = staticmethod(_in_list)
    statement_end = staticmethod(code_end)
    ends_flow = staticmethod(_ends_flow)
    declares = staticmethod(_declares)

    checks_in = staticmethod(reading.outer_calls)
    results = staticmethod(reading.results)
    key_of = staticmethod(reading.key)

    constant = staticmethod(_constant)
    # What a block declares is not told by names alone: `locals` and `imports_in` stay silent.
    fallen = staticmethod(names.fallen)
    closed_up = staticmethod(names.closed_up)

    may_see = staticmethod(_may_see)

    dissolves = staticmethod(_dissolves)
    names_differ = staticmethod(names.names_differ)
