"""JavaScript, TypeScript, JSX and TSX: one grammar family, one set of rules."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Import, Imported, Kept, Literal, LiteralValue
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
from codebase.removal.nodes import is_comment
from codebase.removal.reasons import BROKEN, PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.languages.base import Sides

_WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "await_expression",
        "non_null_expression",
        "as_expression",
        "satisfies_expression",
    }
)
_ELEMENTS = frozenset({"jsx_element", "jsx_self_closing_element"})
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


class JavaScript:
    """The rules of JavaScript and its relatives."""

    dissolving = frozenset(
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
    writes: frozenset[bytes] = frozenset()
    empty_body = b"{}"
    texts = frozenset({"template_string", "string"})
    reflection = frozenset({b"eval"})
    names = frozenset({"identifier"})
    shorthands = frozenset(
        {"shorthand_property_identifier", "shorthand_property_identifier_pattern"}
    )
    other_names = frozenset({"type_identifier"})
    functions = reading.FUNCTIONS

    def dissolves(self, node: "Node") -> bool:
        """Control flow and operators do; objects and elements only where the flag chooses."""
        if node.type in self.dissolving:
            return True
        return gates.is_part_of_gate(node) or tables.is_part_of_table(node)

    def joins(self, draft: Draft, edits: list[Edit]) -> bool:
        """A line break ends a statement only where the next line cannot go on with it."""
        return seams.joins(draft, edits)

    def shape(self, node: "Node") -> shapes.Shape | None:
        """Read what stands around a placeholder."""
        found = self._around(node)
        return shapes.Refused(RESULT) if found and calls.changes_this(found) else found

    def _around(self, node: "Node") -> shapes.Shape | None:
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
            case "ternary_expression" if reading.field(parent, "condition", node):
                return shapes.Choice(
                    parent,
                    reading.child(parent, "consequence"),
                    reading.child(parent, "alternative"),
                )
            case "variable_declarator" if reading.field(parent, "value", node):
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
            case "jsx_expression" if jsx.is_rendered(parent):
                return jsx.child(parent)
            case "jsx_expression":
                return gates.gate(node)
            case _:
                return None

    def junction(self, node: "Node") -> shapes.Junction | None:
        """Read `&&` and `||`."""
        if node.type != "binary_expression":
            return None
        sign = reading.child(node, "operator").type
        if sign not in ("&&", "||"):
            return None
        return shapes.Junction(
            node, reading.child(node, "left"), reading.child(node, "right"), sign == "||"
        )

    def reason(self, node: "Node") -> str:
        """Name what happens to the value."""
        previous, parent = node, node.parent
        while parent is not None and parent.type in self.dissolving:
            previous, parent = parent, parent.parent
        kind = parent.type if parent is not None else ""
        if kind == "return_statement" or (kind == "arrow_function"):
            return RETURNED
        if kind in ("assignment_expression", "augmented_assignment_expression"):
            assert parent is not None
            return REASSIGNED if reading.field(parent, "left", previous) else PASSED_ON
        if kind in ("update_expression", "for_in_statement"):
            return REASSIGNED
        if kind == "variable_declarator" and parent is not None:
            return TWICE if reading.field(parent, "name", previous) else PASSED_ON
        if kind.endswith("parameter") or kind == "formal_parameters":
            return TWICE
        if kind in ("do_statement", "while_statement", "template_substitution"):
            return RESULT
        return PASSED_ON

    def chain(self, chain: shapes.Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit]:
        """Fold one `if`, which may be the `else if` of another."""
        return chains.fold(chain.node, draft, holds=holds)

    def literal(self, node: "Node") -> Literal | None:
        """Read strings without escapes, true, false, null and undefined."""
        match node.type:
            case "true" | "false":
                return Literal(node.type == "true")
            case "null" | "undefined":
                return Literal(None)
            case "string" | "template_string":
                return reading.text_literal(node)
            case "identifier" if node.text == b"undefined":
                return Literal(None)
            case _:
                return None

    def members(self, node: "Node") -> tuple[Literal, ...] | None:
        """The elements of a list that is asked whether it includes a value."""
        found = [self.literal(each) for each in node.named_children if not is_comment(each)]
        return None if None in found else tuple(each for each in found if each is not None)

    def equals(self, value: bool | str, other: LiteralValue, *, strict: bool) -> bool | None:
        """`==` converts, so values of two kinds are compared only with null."""
        if other is None:
            return False
        if type(value) is not type(other):
            return False if strict else None
        return value == other

    def is_boolean(self, node: "Node") -> bool:
        """Comparisons and negations, and what is made of them."""
        stack = [node]
        while stack:
            node = stack.pop()
            if node.type in ("parenthesized_expression",):
                stack.extend(node.named_children)
            elif node.type == "binary_expression" and self.junction(node):
                stack += [reading.child(node, "left"), reading.child(node, "right")]
            elif not reading.compares(node):
                return False
        return True

    def is_condition(self, node: "Node") -> bool:
        """Conditions, operands of conditions, what is negated, and statements of their own."""
        while node.parent is not None:
            parent = node.parent
            if parent.type == "expression_statement":
                return True
            if parent.type == "unary_expression":
                return reading.child(parent, "operator").type == "!"
            if parent.type == "arguments":
                return isinstance(reading.argument(parent), shapes.Truth)
            in_condition = reading.field(parent, "condition", node)
            if in_condition and parent.type != "parenthesized_expression":
                return parent.type in (
                    "if_statement",
                    "while_statement",
                    "do_statement",
                    "for_statement",
                    "ternary_expression",
                )
            if parent.type != "parenthesized_expression" and not self.junction(parent):
                return False
            node = parent
        return False

    def is_call(self, node: "Node") -> bool:
        """Calls, `new`, `await`, `yield`, assignments, increments and `delete`."""
        if node.type == "unary_expression":
            return reading.child(node, "operator").type == "delete"
        return node.type in _CALLS

    def is_conversion(self, call: "Node") -> bool:
        """`String(x)` and `x.toString()`."""
        function = call.child_by_field_name("function")
        if function is None:
            return False
        name = function.child_by_field_name("property") or function
        return name.text in _CONVERSIONS

    def is_variable(self, name: "Node") -> bool:
        """An identifier is a variable unless it is the foreign name in `import {name as x}`."""
        parent = name.parent
        alias = parent.child_by_field_name("alias") if parent is not None else None
        if parent is None or alias is None or parent.type != "import_specifier":
            return True
        return alias == name

    def grouping(self, node: "Node") -> bool:
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

    def needs_parentheses(self, inner: "Node", place: "Node", text: bytes) -> bool:
        """Compare how strongly both sides bind."""
        return operators.needs_parentheses(inner, place, text)

    def is_plain(self, inner: "Node", place: "Node") -> bool:
        """Names, calls, literals, members."""
        return operators.is_plain(inner, place)

    def has_operator_outside(self, place: "Node") -> bool:
        """Operands of operators, and objects of members."""
        return operators.has_operator_outside(place)

    def is_rendered(self, place: "Node") -> bool:
        """`{place}` as a child of an element."""
        parent = place.parent
        if parent is None or parent.type != "jsx_expression":
            return False
        return jsx.is_rendered(parent)

    def rendered(self, place: "Node", inner: "Node") -> "Node | None":
        """`{<A/>}` among elements is `<A/>`."""
        parent = place.parent
        if parent is None or not self.is_rendered(place):
            return None
        if any(is_comment(child) for child in parent.children):
            return None
        return parent if inner.type in _ELEMENTS else None

    def in_list(self, statement: "Node") -> bool:
        """Statements of a block, a file or a case."""
        return statement.parent is not None and statement.parent.type in reading.LISTS

    def emptied_else(self, statement: "Node") -> "Node | None":
        """An `else` that does nothing is noise."""
        return chains.emptied_else(statement)

    def only_statement(self, _statement: "Node") -> bool:
        """An empty block is allowed."""
        return False

    def statement_end(self, statement: "Node") -> int:
        """Return the end of its last token."""
        return seams.statement_end(statement)

    def ends_flow(self, statement: "Node") -> bool:
        """`return`, `throw`, `continue`, `break`, also as the last statement of a block."""
        while statement.type == "statement_block":
            inside = chains.body_statements(statement)
            if not inside:
                return False
            statement = inside[-1]
        return statement.type in _TERMINAL or statement.type == "break_statement"

    def declares(self, statement: "Node") -> bool:
        """Functions, classes, types, exports, and `var` at any depth outside functions."""
        if statement.type in _DECLARATIONS:
            return True
        stack = [statement]
        while stack:
            node = stack.pop()
            if node.type == "variable_declaration":
                return True
            if node.type not in reading.FUNCTIONS:
                stack.extend(node.children)
        return False

    def is_docstring(self, _statement: "Node") -> bool:
        """Documentation is a comment here."""
        return False

    def names_in(self, node: "Node") -> list[bytes]:
        """A type's name."""
        return [node.text or b""]

    def locals(self, root: "Node") -> "Iterator[tuple[Node, Node]]":
        """Yield variables that are not exported."""
        return imports.private_variables(root)

    def is_hook(self, declaration: "Node") -> bool:
        """`const posthog = usePostHog()`."""
        return imports.holds_client(declaration)

    def imports(self, root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
        """Yield `import` statements and what `require` was destructured into."""
        return imports.imports(root)

    def is_implicit(self, draft: Draft, name: bytes) -> bool:
        """Elements are calls of `React` where the compiler is set so."""
        return name == b"React" and draft.language != "typescript"

    def constant(self, node: "Node") -> "Node | None":
        """A declaration with its `export`, or one member of several."""
        return keys.constant(node)

    def container(self, constant: "Node") -> tuple[bytes, ...]:
        """The enum, class or objects a member stands in."""
        return keys.container(constant)

    def reads_members_only(self, root: "Node", container: tuple[bytes, ...]) -> bool:
        """`Flag.NewNav` is fine, `Object.values(Flag)` and `keyof typeof Flag` are not."""
        return keys.reads_members_only(root, container)

    def imports_at_once(self, source: bytes) -> "Iterator[Import]":
        """`import * as flags`, `require`, `export *`, default imports."""
        return keys.imports_at_once(source)

    def is_default(self, constant: "Node") -> bool:
        """`export default`."""
        return keys.is_default(constant)

    def is_private(self, constant: "Node") -> bool:
        """What a module does not export."""
        return keys.is_private(constant)

    def is_module(self, root: "Node") -> bool:
        """A file without imports and exports is a script: its names are everybody's."""
        return keys.is_module(root)

    def closed_up(self, _draft: Draft) -> list[Edit]:
        """No formatter of this language aligns columns."""
        return []

    def second_parser(self, sides: "Sides") -> str:
        """What both known parsers accept and no engine runs: `else const x = …`."""
        return BROKEN if names.misplaced_declaration(sides) else ""

    def names_differ(self, sides: "Sides") -> str:
        """Every use must mean the declaration that it meant."""
        return names.names_differ(sides)

    def interface_differs(self, _draft: Draft) -> str:
        """Exports stand at the top and are never unreachable."""
        return ""

    def returned(self, function: "Node") -> "Node | None":
        """`() => CHECK`, `{ return CHECK }`."""
        return reading.returned(function)

    def may_see(self, _other: str, _path: str, _name: bytes) -> bool:
        """Imports lead anywhere."""
        return True

    def fallen(self, draft: Draft, _constants: frozenset[tuple[int, int]]) -> "Node | None":
        """What nobody reads any more runs all the same, but nobody need watch the client."""
        return dependencies.idle(draft)

    def checks_in(self, function: "Node") -> "list[Node]":
        """The calls in it, whatever they call."""
        return wrapping.checks_in(function)

    def results(self, root: "Node") -> "list[Node] | None":
        """What is returned where the client is set up."""
        return wrapping.results(root)

    def key(self, _call: "Node") -> "Node | None":
        """The key is an argument."""
        return None
