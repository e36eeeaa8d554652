"""Python."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Import, Imported, Kept, Literal, LiteralValue
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
from codebase.removal.nodes import end_of, is_comment
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.languages.base import Sides

_TERMINAL = frozenset(
    {"return_statement", "raise_statement", "continue_statement", "break_statement"}
)
_DEFINITIONS = frozenset({"function_definition", "class_definition", "decorated_definition"})
_CALLS = frozenset({"call", "await", "yield", "named_expression"})
_CONVERSIONS = frozenset({b"str", b"repr", b"int", b"lower", b"strip"})
_LISTS = frozenset({"tuple", "list", "set"})


class Python:
    """The rules of Python."""

    dissolving = frozenset(
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
    writes = frozenset({b"pass", b"if", b"else", b":"})
    empty_body = b"pass"
    texts = frozenset({"string"})
    reflection = frozenset({b"locals", b"vars", b"dir", b"eval", b"exec"})
    names = frozenset({"identifier"})
    shorthands: frozenset[str] = frozenset()
    other_names = frozenset({"string_content"})
    functions = frozenset({"function_definition", "lambda"})

    def dissolves(self, node: "Node") -> bool:
        """What folding takes away anywhere, a table of variants around its entry, stars."""
        return (
            node.type in self.dissolving
            or tables.is_around_an_entry(node)
            or splats.is_around_a_star(node)
        )

    def joins(self, _draft: Draft, _edits: list[Edit]) -> bool:
        """A line break ends a statement, whatever follows."""
        return False

    def shape(self, node: "Node") -> shapes.Shape | None:
        """Read what stands around a placeholder."""
        parent = node.parent
        if parent is None:
            return None
        match parent.type:
            case "parenthesized_expression" | "await":
                return shapes.Same(parent)
            case "not_operator":
                return shapes.Negation(parent)
            case "boolean_operator":
                return self.junction(parent)
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
            case "if_statement" | "elif_clause" if chains.field(parent, "condition") == node:
                return shapes.Chain(parent)
            case "while_statement" if chains.field(parent, "condition") == node:
                return reading.loop(parent)
            case "match_statement" if chains.field(parent, "subject") == node:
                return reading.selection(parent)
            case _:
                return None

    def junction(self, node: "Node") -> shapes.Junction | None:
        """Read `and` and `or`."""
        left, sign, right = (chains.field(node, name) for name in ("left", "operator", "right"))
        if node.type != "boolean_operator" or left is None or sign is None or right is None:
            return None
        return shapes.Junction(node, left, right, sign.type == "or")

    def reason(self, node: "Node") -> str:
        """Name what happens to the value."""
        previous, parent = node, node.parent
        while parent is not None and parent.type in self.dissolving:
            previous, parent = parent, parent.parent
        kind = parent.type if parent is not None else ""
        if kind in ("return_statement", "lambda", "yield"):
            return RETURNED
        if kind in ("nonlocal_statement", "global_statement", "augmented_assignment"):
            return REASSIGNED
        if kind in ("for_statement", "for_in_clause", "delete_statement", "named_expression"):
            return REASSIGNED
        if kind == "assignment" and parent is not None:
            return REASSIGNED if chains.field(parent, "left") == previous else PASSED_ON
        if "parameter" in kind:
            return TWICE
        if kind in ("interpolation", "binary_operator", "module"):
            return RESULT
        return PASSED_ON

    def chain(self, chain: shapes.Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit]:
        """Fold one condition of `if … elif … else`."""
        return chains.fold(chain.node, draft, holds=holds)

    def literal(self, node: "Node") -> Literal | None:
        """Read plain strings, True, False and None."""
        return literals.literal(node)

    def members(self, node: "Node") -> tuple[Literal, ...] | None:
        """Read a tuple, list or set of literals."""
        if node.type not in _LISTS:
            return None
        found = [self.literal(child) for child in chains.code_children(node)]
        return tuple(each for each in found if each is not None) if None not in found else None

    def equals(self, value: bool | str, other: LiteralValue, *, strict: bool) -> bool | None:
        """`==` never converts; whether two equal texts are one object is nobody's promise."""
        if type(value) is not type(other):
            return False
        if strict and isinstance(value, str):
            return None
        return value == other

    def is_boolean(self, node: "Node") -> bool:
        """Comparisons and negations, and what is made of them."""
        stack = [node]
        while stack:
            node = stack.pop()
            if node.type == "parenthesized_expression" or node.type == "boolean_operator":
                stack.extend(chains.code_children(node))
            elif node.type not in ("comparison_operator", "not_operator", "true", "false"):
                return False
        return True

    def is_condition(self, node: "Node") -> bool:
        """Conditions, operands of conditions, and what is negated."""
        while node.parent is not None:
            parent = node.parent
            match parent.type:
                case "not_operator" | "if_clause":
                    return True
                case "if_statement" | "elif_clause" | "while_statement":
                    return chains.field(parent, "condition") == node
                case "conditional_expression":
                    return chains.code_children(parent)[1] == node
                case "argument_list":
                    return isinstance(reading.argument(node, parent), shapes.Truth)
                case "parenthesized_expression" | "boolean_operator":
                    node = parent
                case _:
                    return False
        return False

    def is_call(self, node: "Node") -> bool:
        """Calls, `await`, `yield` and `:=`."""
        return node.type in _CALLS

    def is_conversion(self, call: "Node") -> bool:
        """`str(x)` and its like."""
        function = chains.field(call, "function")
        if function is None:
            return False
        return (chains.field(function, "attribute") or function).text in _CONVERSIONS

    def is_variable(self, name: "Node") -> bool:
        """An identifier is a variable unless it is an attribute, an argument's or module's name."""
        return imports.is_variable(name)

    def grouping(self, node: "Node") -> bool:
        """All parentheses group; those of calls and tuples are other nodes."""
        return node.type == "parenthesized_expression"

    def needs_parentheses(self, inner: "Node", place: "Node", text: bytes) -> bool:
        """Compare how strongly both sides bind; a line end outside brackets needs them too."""
        return operators.needs_parentheses(inner, place, text)

    def is_plain(self, inner: "Node", place: "Node") -> bool:
        """Names, calls, literals, attributes; comparisons among `and` and `or`."""
        return operators.is_plain(inner, place)

    def has_operator_outside(self, place: "Node") -> bool:
        """Operands of operators, and objects of attributes."""
        return operators.has_operator_outside(place)

    def is_rendered(self, _place: "Node") -> bool:
        """Nothing is rendered in Python."""
        return False

    def rendered(self, _place: "Node", _inner: "Node") -> "Node | None":
        """Nothing is rendered in Python."""
        return None

    def in_list(self, statement: "Node") -> bool:
        """Statements of a block or a file."""
        return statement.parent is not None and statement.parent.type in ("block", "module")

    def emptied_else(self, statement: "Node") -> "Node | None":
        """An `else` that does nothing is noise; an `elif` still decides."""
        return chains.emptied_else(statement)

    def only_statement(self, statement: "Node") -> bool:
        """A block without a statement does not compile."""
        block = statement.parent
        return block is not None and block.type == "block" and len(chains.code_children(block)) == 1

    def statement_end(self, statement: "Node") -> int:
        """Return the end with the comments that end its last block."""
        end, after = end_of(statement), statement.next_sibling
        while after is not None and is_comment(after):
            if after.start_point.column <= statement.start_point.column:
                break
            if after.start_point.row == statement.end_point.row:
                break
            end, after = end_of(after), after.next_sibling
        return end

    def ends_flow(self, statement: "Node") -> bool:
        """`return`, `raise`, `continue`, `break`."""
        return statement.type in _TERMINAL

    def declares(self, statement: "Node") -> bool:
        """Functions and classes, at any depth."""
        stack = [statement]
        while stack:
            node = stack.pop()
            if node.type in _DEFINITIONS:
                return True
            stack.extend(node.named_children)
        return False

    def is_docstring(self, statement: "Node") -> bool:
        """A statement that is nothing but a string."""
        return docstrings.is_docstring(statement)

    def names_in(self, node: "Node") -> list[bytes]:
        """A string that could be an annotation or an entry of `__all__`."""
        return imports.quoted_names(node)

    def locals(self, root: "Node") -> "Iterator[tuple[Node, Node]]":
        """Yield variables of functions; those of a module can be imported."""
        return imports.function_variables(root)

    def is_hook(self, _declaration: "Node") -> bool:
        """There are no hooks in Python."""
        return False

    def imports(self, root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
        """Yield `import` and `from … import`, wherever they stand."""
        return imports.imports(root)

    def is_implicit(self, draft: Draft, _name: bytes) -> bool:
        """What a package imports is what others import from it."""
        return draft.path.endswith("__init__.py")

    def constant(self, node: "Node") -> "Node | None":
        """An assignment or function of a module, or one member of several of a class."""
        return keys.constant(node)

    def container(self, constant: "Node") -> tuple[bytes, ...]:
        """The classes a constant stands in."""
        return keys.container(constant)

    def reads_members_only(self, root: "Node", container: tuple[bytes, ...]) -> bool:
        """`Flag.NEW_NAV` is fine, `list(Flag)` is not."""
        return keys.reads_members_only(root, container)

    def imports_at_once(self, source: bytes) -> "Iterator[Import]":
        """Whatever is imported may be a module."""
        return keys.imports_at_once(source)

    def is_default(self, _constant: "Node") -> bool:
        """Everything has a name here."""
        return False

    def is_private(self, _constant: "Node") -> bool:
        """Every name of a module is its interface."""
        return False

    def is_module(self, _root: "Node") -> bool:
        """Every file is one."""
        return True

    def closed_up(self, _draft: Draft) -> list[Edit]:
        """No formatter of this language aligns columns."""
        return []

    def second_parser(self, sides: "Sides") -> str:
        """Python's own parser: the grammar here accepts an empty block."""
        return names.second_parser(sides.draft)

    def names_differ(self, sides: "Sides") -> str:
        """Every name must stay what it is in its scope."""
        return names.names_differ(sides) or docstrings.docstrings_differ(sides)

    def interface_differs(self, draft: Draft) -> str:
        """A module must bind what it bound."""
        return names.module_changed(draft)

    def returned(self, function: "Node") -> "Node | None":
        """`return CHECK` under a docstring, `lambda: CHECK`."""
        return reading.returned(function)

    def may_see(self, _other: str, _path: str, _name: bytes) -> bool:
        """Imports lead anywhere."""
        return True

    def fallen(self, _draft: Draft, _constants: frozenset[tuple[int, int]]) -> "Node | None":
        """What nobody reads any more runs all the same."""
        return None

    def checks_in(self, function: "Node") -> "list[Node]":
        """The calls in it, whatever they call."""
        return wrapping.checks_in(function)

    def results(self, root: "Node") -> "list[Node] | None":
        """What is returned where the client is set up."""
        return wrapping.results(root)

    def key(self, _call: "Node") -> "Node | None":
        """The key is an argument."""
        return None
