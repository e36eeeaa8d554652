"""Go."""

import posixpath
from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages.base import Imported, Kept, Literal, LiteralValue
from codebase.removal.languages.go import chains, names, operators, pairs, reading, tables
from codebase.removal.languages.go.literals import text_literal
from codebase.removal.nodes import code_end, walk
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.languages.base import Import, Sides

_TERMINAL = frozenset(
    {"return_statement", "continue_statement", "break_statement", "goto_statement"}
)


class Go:
    """The rules of Go."""

    dissolving = frozenset(
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
    writes: frozenset[bytes] = frozenset()
    empty_body = b"{}"
    texts = frozenset({"raw_string_literal"})
    reflection: frozenset[bytes] = frozenset()
    names = frozenset({"identifier"})
    shorthands: frozenset[str] = frozenset()
    other_names = frozenset({"type_identifier", "package_identifier"})
    functions = reading.FUNCTIONS

    def dissolves(self, node: "Node") -> bool:
        """What its type says, and tables of variants."""
        return node.type in self.dissolving or tables.dissolves(node)

    def joins(self, _draft: Draft, _edits: list[Edit]) -> bool:
        """A line break ends a statement, whatever follows."""
        return False

    def shape(self, node: "Node") -> shapes.Shape | None:
        """Read what stands around a placeholder."""
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
            case "index_expression" if reading.field(parent, "index", node):
                return tables.lookup(parent)
            case "expression_list":
                return self._listed(node, parent)
            case "expression_statement":
                return shapes.Discarded(parent)
            case "if_statement" | "for_statement" | "expression_switch_statement":
                return reading.condition(node, parent)
            case _:
                return None

    def _listed(self, node: "Node", values: "Node") -> shapes.Shape | None:
        outer = values.parent
        if outer is not None and outer.type == "expression_case":
            return reading.case(node, values)
        return pairs.settlement(values)

    def junction(self, node: "Node") -> shapes.Junction | None:
        """Read `&&` and `||`."""
        if node.type != "binary_expression":
            return None
        found = reading.operator(node, node)
        return found if isinstance(found, shapes.Junction) else None

    def reason(self, node: "Node") -> str:
        """Name what happens to the value."""
        previous, parent = node, node.parent
        while parent is not None and parent.type in (*self.dissolving, "expression_list"):
            previous, parent = parent, parent.parent
        kind = parent.type if parent is not None else ""
        if kind == "return_statement":
            return RETURNED
        if kind == "assignment_statement" and parent is not None:
            return REASSIGNED if reading.field(parent, "left", previous) else PASSED_ON
        if kind in ("inc_statement", "dec_statement", "range_clause"):
            return REASSIGNED
        if kind.endswith("parameter_declaration"):
            return TWICE
        return RESULT if kind == "for_clause" else PASSED_ON

    def chain(
        self, chain: shapes.Chain, draft: Draft, *, holds: bool
    ) -> Kept | list[Edit] | shapes.Refused:
        """Fold one `if`, or one arm of a `switch` without a value."""
        return chains.fold(chain.node, draft, holds=holds)

    def literal(self, node: "Node") -> Literal | None:
        """Read strings without escapes, true, false and nil."""
        match node.type:
            case "true" | "false":
                return Literal(node.type == "true")
            case "nil":
                return Literal(None)
            case "interpreted_string_literal" | "raw_string_literal":
                return text_literal(node)
            case _:
                return None

    def members(self, _node: "Node") -> tuple[Literal, ...] | None:
        """Go has no membership operator."""
        return None

    def equals(self, value: bool | str, other: LiteralValue, *, strict: bool) -> bool | None:
        """An interface is only equal to a value of the type it holds."""
        del strict
        return type(value) is type(other) and value == other

    def is_boolean(self, node: "Node") -> bool:
        """`&&` and `||` take nothing but truth values."""
        del node
        return True

    def is_condition(self, node: "Node") -> bool:
        """What stands beside `&&` and `||` is a truth value anyway."""
        del node
        return True

    def is_call(self, node: "Node") -> bool:
        """Calls, assignments, increments, sending and receiving."""
        return reading.is_call(node)

    def is_conversion(self, call: "Node") -> bool:
        """`string(x)`, `strconv.Itoa(x)`, and properties that a check is asked with."""
        return reading.is_conversion(call)

    def is_variable(self, name: "Node") -> bool:
        """Fields and methods are nodes of another type."""
        return name.type == "identifier"

    def grouping(self, node: "Node") -> bool:
        """All parentheses group; those of calls are other nodes."""
        return node.type == "parenthesized_expression"

    def needs_parentheses(self, inner: "Node", place: "Node", text: bytes) -> bool:
        """Compare how strongly both sides bind."""
        del text
        return operators.needs_parentheses(inner, place)

    def is_plain(self, inner: "Node", place: "Node") -> bool:
        """Names, calls, literals, members; comparisons among `&&` and `||`."""
        return operators.is_plain(inner, place)

    def has_operator_outside(self, place: "Node") -> bool:
        """Operands of operators."""
        return operators.has_operator_outside(place)

    def is_rendered(self, _place: "Node") -> bool:
        """Nothing is rendered in Go."""
        return False

    def rendered(self, _place: "Node", _inner: "Node") -> "Node | None":
        """Nothing is rendered in Go."""
        return None

    def in_list(self, statement: "Node") -> bool:
        """Statements of a block, declarations of a file, lines of a grouped declaration."""
        if statement.type in ("const_spec", "var_spec"):
            return True
        parent = statement.parent
        return parent is not None and parent.type in ("statement_list", "source_file")

    def emptied_else(self, _statement: "Node") -> "Node | None":
        """What is left of an `else` stays."""
        return None

    def only_statement(self, _statement: "Node") -> bool:
        """An empty block is allowed."""
        return False

    def statement_end(self, statement: "Node") -> int:
        """Return the end of its last token."""
        return code_end(statement)

    def ends_flow(self, statement: "Node") -> bool:
        """`return`, `continue`, `break`, `goto`, `panic`."""
        if statement.type == "expression_statement":
            call = statement.named_child(0)
            function = call.child_by_field_name("function") if call else None
            return function is not None and function.text == b"panic"
        return statement.type in _TERMINAL

    def declares(self, statement: "Node") -> bool:
        """Only a label can be reached from above."""
        return any(node.type == "labeled_statement" for node in walk(statement))

    def is_docstring(self, _statement: "Node") -> bool:
        """Documentation is a comment here."""
        return False

    def names_in(self, node: "Node") -> list[bytes]:
        """The name of a type or a package."""
        return [node.text or b""]

    def locals(self, root: "Node") -> "Iterator[tuple[Node, Node]]":
        """All that falls in Go is found by `fallen`, which knows blocks."""
        del root
        return iter(())

    def is_hook(self, _declaration: "Node") -> bool:
        """There are no hooks in Go."""
        return False

    def imports(self, _root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
        """All that falls in Go is found by `fallen`, which knows blocks."""
        return iter(())

    def may_see(self, other: str, path: str, name: bytes) -> bool:
        """What begins with a small letter is only known in its package, which is a folder."""
        exported = name.decode("utf-8", "replace")[:1].isupper()
        return exported or posixpath.dirname(other) == posixpath.dirname(path)

    def fallen(self, draft: Draft, constants: frozenset[tuple[int, int]]) -> "Node | None":
        """An unused variable or import does not compile."""
        return names.fallen(draft, constants)

    def is_implicit(self, _draft: Draft, _name: bytes) -> bool:
        """Imports that are used without being mentioned are called `_`."""
        return False

    def constant(self, node: "Node") -> "Node | None":
        """A constant or function of the package."""
        if node.type in ("function_declaration", "method_declaration"):
            return node
        outer: Node | None = node
        while outer is not None and outer.type not in ("const_spec", "var_spec"):
            outer = outer.parent if outer.type == "identifier" else None
        return reading.only_named(outer) if outer is not None else None

    def container(self, _constant: "Node") -> tuple[bytes, ...]:
        """Constants of Go belong to nothing but their package."""
        return ()

    def reads_members_only(self, _root: "Node", _container: tuple[bytes, ...]) -> bool:
        """There is nothing that one could look at as a whole."""
        return True

    def imports_at_once(self, _source: bytes) -> "Iterator[Import]":
        """Nobody can list what a package declares."""
        return iter(())

    def is_default(self, _constant: "Node") -> bool:
        """Everything has a name here."""
        return False

    def is_private(self, _constant: "Node") -> bool:
        """The other files of the package see everything."""
        return False

    def is_module(self, _root: "Node") -> bool:
        """Every file is one."""
        return True

    def closed_up(self, draft: Draft) -> "list[Edit]":
        """Blanks that gofmt wrote for the sake of a line that is gone."""
        return names.closed_up(draft)

    def second_parser(self, sides: "Sides") -> str:
        """What the compiler asks beyond the grammar is asked of the names."""
        del sides
        return ""

    def names_differ(self, sides: "Sides") -> str:
        """Names, and what Go does not compile or gofmt would print otherwise."""
        return names.names_differ(sides.draft, sides.before, sides.after)

    def interface_differs(self, _draft: Draft) -> str:
        """Nothing of a package is unreachable."""
        return ""

    def returned(self, function: "Node") -> "Node | None":
        """A check is more than one expression here: see `checks_in`."""
        del function
        return None

    def checks_in(self, function: "Node") -> "list[Node]":
        """The calls that a function may be a wrapper of."""
        return reading.outer_calls(function)

    def results(self, root: "Node") -> "list[Node] | None":
        """The values of the only `return`."""
        return reading.results(root)

    def key(self, call: "Node") -> "Node | None":
        """`Key:` of the struct literal."""
        return reading.key(call)
