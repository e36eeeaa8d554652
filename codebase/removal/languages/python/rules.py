"""Python."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft
from codebase.removal.languages.base import Rules
from codebase.removal.languages.python import (
    chains,
    docstrings,
    imports,
    keys,
    literals,
    names,
    operators,
    reading,
    splats,
    tables,
    wrapping,
)
from codebase.removal.nodes import code_children, end_of, field, is_comment
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Sides

_DISSOLVING = frozenset(
    {
        "if_statement",
        "elif_clause",
        "else_clause",
        "while_statement",
        "match_statement",
        "case_clause",
        "block",
        "parenthesized_expression",
        "boolean_operator",
        "not_operator",
        "comparison_operator",
        "conditional_expression",
        "if_clause",
        "await",
    }
)
_TERMINAL = frozenset(
    {"return_statement", "raise_statement", "continue_statement", "break_statement"}
)
_DEFINITIONS = frozenset({"function_definition", "class_definition", "decorated_definition"})
_CONVERSIONS = frozenset({b"str", b"repr", b"int", b"lower", b"strip"})


def _shape(node: "Node") -> shapes.Shape | None:
    parent = node.parent
    if parent is None:
        return None
    match parent.type:
        case "parenthesized_expression" | "await":
            return shapes.Same(parent)
        case "not_operator":
            return shapes.Negation(parent)
        case "boolean_operator":
            return reading.junction(parent)
        case "comparison_operator":
            return reading.comparison(node, parent)
        case "conditional_expression":
            return reading.choice(node, parent)
        case "argument_list":
            return reading.argument(node, parent)
        case "subscript":
            return tables.subscript(node, parent)
        case "assignment" if parent.child_by_field_name("right") == node:
            return reading.binding(parent)
        case "expression_statement" if parent.named_child_count == 1:
            return shapes.Discarded(parent)
        case "if_clause":
            return shapes.Filter(parent)
        case "if_statement" | "elif_clause" if field(parent, "condition") == node:
            return shapes.Chain(parent)
        case "while_statement" if field(parent, "condition") == node:
            return reading.loop(parent)
        case "match_statement" if field(parent, "subject") == node:
            return reading.selection(parent)
        case _:
            return None


def _reason(node: "Node") -> str:
    previous, parent = node, node.parent
    while parent is not None and parent.type in _DISSOLVING:
        previous, parent = parent, parent.parent
    kind = parent.type if parent is not None else ""
    if kind in ("return_statement", "lambda", "yield"):
        return RETURNED
    if kind in ("nonlocal_statement", "global_statement", "augmented_assignment"):
        return REASSIGNED
    if kind in ("for_statement", "for_in_clause", "delete_statement", "named_expression"):
        return REASSIGNED
    if kind == "assignment" and parent is not None:
        return REASSIGNED if field(parent, "left") == previous else PASSED_ON
    if "parameter" in kind:
        return TWICE
    if kind in ("interpolation", "binary_operator", "module"):
        return RESULT
    return PASSED_ON


def _is_boolean(node: "Node") -> bool:
    """Comparisons and negations, and what is made of them."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type == "parenthesized_expression" or node.type == "boolean_operator":
            stack.extend(code_children(node))
        elif node.type not in ("comparison_operator", "not_operator", "true", "false"):
            return False
    return True


def _is_condition(node: "Node") -> bool:
    """Conditions, operands of conditions, and what is negated."""
    while node.parent is not None:
        parent = node.parent
        match parent.type:
            case "not_operator" | "if_clause":
                return True
            case "if_statement" | "elif_clause" | "while_statement":
                return field(parent, "condition") == node
            case "conditional_expression":
                return code_children(parent)[1] == node
            case "argument_list":
                return isinstance(reading.argument(node, parent), shapes.Truth)
            case "parenthesized_expression" | "boolean_operator":
                node = parent
            case _:
                return False
    return False


def _is_call(node: "Node") -> bool:
    """Calls, `await`, `yield` and `:=`."""
    return node.type in reading.CALLS


def _is_conversion(call: "Node") -> bool:
    """`str(x)` and its like."""
    function = field(call, "function")
    if function is None:
        return False
    return (field(function, "attribute") or function).text in _CONVERSIONS


def _is_grouping(node: "Node") -> bool:
    """All parentheses group; those of calls and tuples are other nodes."""
    return node.type == "parenthesized_expression"


def _in_list(statement: "Node") -> bool:
    """Statements of a block or a file."""
    return statement.parent is not None and statement.parent.type in ("block", "module")


def _statement_end(statement: "Node") -> int:
    """Return the end with the comments that end its last block."""
    end, after = end_of(statement), statement.next_sibling
    while after is not None and is_comment(after):
        if after.start_point.column <= statement.start_point.column:
            break
        if after.start_point.row == statement.end_point.row:
            break
        end, after = end_of(after), after.next_sibling
    return end


def _ends_flow(statement: "Node") -> bool:
    return statement.type in _TERMINAL


def _declares(statement: "Node") -> bool:
    """Functions and classes, at any depth."""
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.type in _DEFINITIONS:
            return True
        stack.extend(node.named_children)
    return False


def _only_statement(statement: "Node") -> bool:
    """A block without a statement does not compile."""
    block = statement.parent
    return block is not None and block.type == "block" and len(code_children(block)) == 1


def _is_implicit(draft: Draft, _name: bytes) -> bool:
    """What a package imports is what others import from it."""
    return draft.path.endswith("__init__.py")


def _dissolves(node: "Node") -> bool:
    """What folding takes away anywhere, a table of variants around its entry, stars."""
    return (
        node.type in _DISSOLVING or tables.is_around_an_entry(node) or splats.is_around_a_star(node)
    )


def _names_differ(sides: "Sides") -> str:
    return names.names_differ(sides) or docstrings.docstrings_differ(sides)


class Python(Rules):
    """The rules of Python, whose own parser and table of symbols are always there to be asked."""

    dissolving = _DISSOLVING
    empty_body = b"pass"
    texts = frozenset({"string"})
    functions = frozenset({"function_definition", "lambda"})
    other_names = frozenset({"string_content"})
    reflection = frozenset({b"locals", b"vars", b"dir", b"eval", b"exec"})
    writes = frozenset({b"pass", b"if", b"else", b":"})

    shape = staticmethod(_shape)
    junction = staticmethod(reading.junction)
    chain = staticmethod(chains.fold)
    reason = staticmethod(_reason)

    literal = staticmethod(literals.literal)
    is_boolean = staticmethod(_is_boolean)
    is_condition = staticmethod(_is_condition)
    is_call = staticmethod(_is_call)
    is_conversion = staticmethod(_is_conversion)
    is_variable = staticmethod(imports.is_variable)
    members = staticmethod(literals.members)

    is_grouping = staticmethod(_is_grouping)
    needs_parentheses = staticmethod(operators.needs_parentheses)
    is_plain = staticmethod(operators.is_plain)
    has_operator_outside = staticmethod(operators.has_operator_outside)

    in_list = staticmethod(_in_list)
    statement_end = staticmethod(_statement_end)
    ends_flow = staticmethod(_ends_flow)
    declares = staticmethod(_declares)
    emptied_else = staticmethod(chains.emptied_else)
    only_statement = staticmethod(_only_statement)
    is_docstring = staticmethod(docstrings.is_docstring)

    checks_in = staticmethod(wrapping.checks_in)
    results = staticmethod(wrapping.results)
    returned = staticmethod(reading.returned)

    constant = staticmethod(keys.constant)
    locals = staticmethod(imports.function_variables)
    imports_in = staticmethod(imports.imports)
    is_implicit = staticmethod(_is_implicit)
    names_in = staticmethod(imports.quoted_names)

    container = staticmethod(keys.container)
    reads_members_only = staticmethod(keys.reads_members_only)
    imports_at_once = staticmethod(keys.imports_at_once)

    dissolves = staticmethod(_dissolves)
    names_differ = staticmethod(_names_differ)
    second_parser = staticmethod(names.second_parser)
    interface_differs = staticmethod(names.module_changed)
