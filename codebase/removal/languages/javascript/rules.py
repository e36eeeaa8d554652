"""JavaScript, TypeScript, JSX and TSX: one grammar family, one set of rules."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft
from codebase.removal.languages.base import Rules
from codebase.removal.languages.javascript import (
    calls,
    chains,
    dependencies,
    gates,
    imports,
    jsx,
    keys,
    names,
    operators,
    reading,
    seams,
    tables,
    wrapping,
)
from codebase.removal.languages.javascript.kinds import FUNCTIONS, LISTS, TEXTS
from codebase.removal.nodes import code_children, is_field, required
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE
from codebase.removal.shapes import LiteralValue

if TYPE_CHECKING:
    from tree_sitter import Node

_DISSOLVING = frozenset(
    {
        "if_statement",
        "else_clause",
        "while_statement",
        "for_statement",
        "switch_statement",
        "switch_body",
        "switch_case",
        "switch_default",
        "statement_block",
        "parenthesized_expression",
        "binary_expression",
        "unary_expression",
        "ternary_expression",
        "await_expression",
        "jsx_expression",
    }
)
_WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "await_expression",
        "non_null_expression",
        "as_expression",
        "satisfies_expression",
    }
)
_TERMINAL = frozenset({"return_statement", "throw_statement", "continue_statement"})
_DECLARATIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "internal_module",
        "module",
        "export_statement",
        "import_statement",
    }
)
_CALLS = frozenset(
    {
        "call_expression",
        "new_expression",
        "await_expression",
        "yield_expression",
        "assignment_expression",
        "augmented_assignment_expression",
        "update_expression",
    }
)
_CONVERSIONS = frozenset({b"String", b"toString", b"toLowerCase", b"trim"})


def _shape(node: "Node") -> shapes.Shape | None:
    found = _around(node)
    return shapes.Refused(RESULT) if found and calls.changes_this(found) else found


def _around(node: "Node") -> shapes.Shape | None:
    parent = node.parent
    if parent is None:
        return None
    control = reading.control(parent)
    if control is not None:
        return control
    if parent.type in _WRAPPERS or parent.type == "unary_expression":
        return reading.wrapped(node, parent)
    match parent.type:
        case "binary_expression":
            return reading.operator(node, parent)
        case "ternary_expression" if is_field(parent, "condition", node):
            return shapes.Choice(
                parent,
                required(parent, "consequence"),
                required(parent, "alternative"),
            )
        case "variable_declarator" if is_field(parent, "value", node):
            return reading.binding(parent)
        case "expression_statement":
            return shapes.Discarded(parent)
        case "arguments":
            return reading.argument(parent)
        case "subscript_expression":
            return tables.lookup(node, parent)
        case "string":
            return gates.gate(node)
        case "array":
            return shapes.Listed(node) if reading.is_dependency_list(parent) else None
        case "jsx_expression" if jsx.is_child(parent):
            return shapes.Child(parent)
        case "jsx_expression":
            return gates.gate(node)
        case _:
            return None


def _reason(node: "Node") -> str:
    previous, parent = node, node.parent
    while parent is not None and parent.type in _DISSOLVING:
        previous, parent = parent, parent.parent
    kind = parent.type if parent is not None else ""
    if kind == "return_statement" or kind == "arrow_function":
        return RETURNED
    if kind in ("assignment_expression", "augmented_assignment_expression"):
        assert parent is not None
        return REASSIGNED if is_field(parent, "left", previous) else PASSED_ON
    if kind in ("update_expression", "for_in_statement"):
        return REASSIGNED
    if kind == "variable_declarator" and parent is not None:
        return TWICE if is_field(parent, "name", previous) else PASSED_ON
    if kind.endswith("parameter") or kind == "formal_parameters":
        return TWICE
    if kind in ("do_statement", "while_statement", "template_substitution"):
        return RESULT
    return PASSED_ON


def _is_boolean(node: "Node") -> bool:
    """Comparisons and negations, and what is made of them."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type == "parenthesized_expression":
            stack.extend(node.named_children)
        elif reading.junction(node):
            stack += [required(node, "left"), required(node, "right")]
        elif not reading.compares(node):
            return False
    return True


def _is_condition(node: "Node") -> bool:
    """Conditions, operands of conditions, what is negated, and statements of their own."""
    while node.parent is not None:
        parent = node.parent
        if parent.type == "expression_statement":
            return True
        if parent.type == "unary_expression":
            return required(parent, "operator").type == "!"
        if parent.type == "arguments":
            return isinstance(reading.argument(parent), shapes.Truth)
        in_condition = is_field(parent, "condition", node)
        if in_condition and parent.type != "parenthesized_expression":
            return parent.type in (
                "if_statement",
                "while_statement",
                "do_statement",
                "for_statement",
                "ternary_expression",
            )
        if parent.type != "parenthesized_expression" and not reading.junction(parent):
            return False
        node = parent
    return False


def _is_call(node: "Node") -> bool:
    """Calls, `new`, `await`, `yield`, assignments, increments and `delete`."""
    if node.type == "unary_expression":
        return required(node, "operator").type == "delete"
    return node.type in _CALLS


def _is_conversion(call: "Node") -> bool:
    """`String(x)` and `x.toString()`."""
    function = call.child_by_field_name("function")
    if function is None:
        return False
    name = function.child_by_field_name("property") or function
    return name.text in _CONVERSIONS


def _is_variable(name: "Node") -> bool:
    """An identifier is a variable unless it is the foreign name in `import {name as x}`."""
    parent = name.parent
    alias = parent.child_by_field_name("alias") if parent is not None else None
    if parent is None or alias is None or parent.type != "import_specifier":
        return True
    return alias == name


def _equals(value: bool | str, other: LiteralValue, *, strict: bool) -> bool | None:
    """`==` converts, so values of two kinds are compared only with null."""
    if other is None:
        return False
    if type(value) is not type(other):
        return False if strict else None
    return value == other


def _is_grouping(node: "Node") -> bool:
    """Parentheses that group, not those of `if (…)`."""
    if node.type != "parenthesized_expression" or node.parent is None:
        return False
    return node.parent.type not in (
        "if_statement",
        "while_statement",
        "do_statement",
        "switch_statement",
        "with_statement",
    )


def _in_list(statement: "Node") -> bool:
    """Statements of a block, a file or a case."""
    return statement.parent is not None and statement.parent.type in LISTS


def _ends_flow(statement: "Node") -> bool:
    """`return`, `throw`, `continue`, `break`, also as the last statement of a block."""
    while statement.type == "statement_block":
        inside = code_children(statement)
        if not inside:
            return False
        statement = inside[-1]
    return statement.type in _TERMINAL or statement.type == "break_statement"


def _declares(statement: "Node") -> bool:
    """Functions, classes, types, exports, and `var` at any depth outside functions."""
    if statement.type in _DECLARATIONS:
        return True
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.type == "variable_declaration":
            return True
        if node.type not in FUNCTIONS:
            stack.extend(node.children)
    return False


def _is_implicit(draft: Draft, name: bytes) -> bool:
    """Elements are calls of `React` where the compiler is set so."""
    return name == b"React" and draft.language != "typescript"


def _dissolves(node: "Node") -> bool:
    """Control flow and operators do; objects and elements only where the flag chooses."""
    if node.type in _DISSOLVING:
        return True
    return gates.is_part_of_gate(node) or tables.is_part_of_table(node)


class JavaScript(Rules):
    """The rules of JavaScript and its relatives, with elements among the code."""

    dissolving = _DISSOLVING
    empty_body = b"{}"
    texts = frozenset({"template_string", "string"})
    functions = FUNCTIONS
    other_names = frozenset({"type_identifier"})
    shorthands = frozenset(
        {"shorthand_property_identifier", "shorthand_property_identifier_pattern"}
    )
    reflection = frozenset({b"eval"})
    items = frozenset({"identifier", "variable_declarator"})
    entries = frozenset({"enum_assignment", "pair"})
    class_members = frozenset({"method_definition", "public_field_definition"})
    rendered_texts = TEXTS

    shape = staticmethod(_shape)
    junction = staticmethod(reading.junction)
    chain = staticmethod(chains.fold)
    reason = staticmethod(_reason)

    literal = staticmethod(reading.literal)
    is_boolean = staticmethod(_is_boolean)
    is_condition = staticmethod(_is_condition)
    is_call = staticmethod(_is_call)
    is_conversion = staticmethod(_is_conversion)
    is_variable = staticmethod(_is_variable)
    members = staticmethod(reading.members)
    equals = staticmethod(_equals)

    is_grouping = staticmethod(_is_grouping)
    needs_parentheses = staticmethod(operators.needs_parentheses)
    is_plain = staticmethod(operators.is_plain)
    has_operator_outside = staticmethod(operators.has_operator_outside)
    is_rendered = staticmethod(jsx.is_rendered)
    braces_around = staticmethod(jsx.braces_around)

    in_list = staticmethod(_in_list)
    statement_end = staticmethod(seams.statement_end)
    ends_flow = staticmethod(_ends_flow)
    declares = staticmethod(_declares)
    emptied_else = staticmethod(chains.emptied_else)
    joins = staticmethod(seams.joins)

    checks_in = staticmethod(wrapping.checks_in)
    results = staticmethod(wrapping.results)
    key_of = staticmethod(gates.key_of)
    returned = staticmethod(reading.returned)

    constant = staticmethod(keys.constant)
    locals = staticmethod(imports.private_variables)
    holds_client = staticmethod(imports.holds_client)
    imports_in = staticmethod(imports.imports)
    is_implicit = staticmethod(_is_implicit)
    fallen = staticmethod(dependencies.idle)

    container = staticmethod(keys.container)
    reads_members_only = staticmethod(keys.reads_members_only)
    imports_at_once = staticmethod(keys.imports_at_once)
    is_default = staticmethod(keys.is_default)
    is_private = staticmethod(keys.is_private)
    is_module = staticmethod(keys.is_module)

    dissolves = staticmethod(_dissolves)
    names_differ = staticmethod(names.names_differ)
    second_parser = staticmethod(names.misplaced_declaration)
