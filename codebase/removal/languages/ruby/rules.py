"""Ruby."""

from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.languages.base import Import, Imported, Kept, Literal, LiteralValue
from codebase.removal.languages.ruby import (
    chains,
    constants,
    names,
    operators,
    proof,
    reading,
    values,
    wrapping,
)
from codebase.removal.languages.ruby.values import field
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from codebase.removal.draft import Draft, Edit
    from codebase.removal.languages.base import Sides

_ENDING = frozenset({"return", "break", "next", "redo", "retry"})
_DEFINITIONS = frozenset({"method", "singleton_method", "class", "module", "singleton_class"})
_CALLS = frozenset(
    {
        "yield",
        "super",
        "assignment",
        "operator_assignment",
        "subshell",
        "undef",
        "alias",
        "return",
        "break",
        "next",
        "redo",
        "retry",
    }
)
_EFFECTS = frozenset(
    {b"raise", b"fail", b"exit", b"abort", b"gets", b"puts", b"print", b"sleep", b"throw"}
)
_CONVERSIONS = frozenset({b"String", b"Integer", b"to_s", b"to_str", b"to_i"})


class Ruby:
    """The rules of Ruby, where `if`, `unless` and `case` are expressions."""

    dissolving = frozenset(
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
    writes = frozenset({b"else"})
    empty_body = b""
    texts = frozenset({"string", "heredoc_body", "subshell", "regex", "comment"})
    reflection: frozenset[bytes] = frozenset()
    names = frozenset({"identifier"})
    shorthands: frozenset[str] = frozenset()
    other_names = frozenset({"hash_key_symbol"})
    functions = frozenset({"method", "singleton_method", "lambda"})

    def dissolves(self, node: "Node") -> bool:
        """What folding takes away anywhere, and a table of variants around its entry."""
        return node.type in self.dissolving or reading.is_around_an_entry(node)

    def joins(self, _draft: "Draft", _edits: "list[Edit]") -> bool:
        """A line break ends a statement, whatever follows."""
        return False

    def shape(self, node: "Node") -> shapes.Shape | None:
        """Read what stands around a placeholder."""
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

    def junction(self, node: "Node") -> shapes.Junction | None:
        """Read `&&`, `and`, `||` and `or`."""
        if node.type != "binary":
            return None
        shape = reading.operator(node, node)
        return shape if isinstance(shape, shapes.Junction) else None

    def reason(self, node: "Node") -> str:
        """Name what happens to the value."""
        previous, parent = node, node.parent
        while parent is not None and parent.type in self.dissolving - values.LISTS:
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

    def chain(
        self, chain: shapes.Chain, draft: "Draft", *, holds: bool
    ) -> "Kept | list[Edit] | shapes.Refused":
        """Fold one condition of `if … elsif … else`, `unless … else`, or a modifier."""
        folded = chains.fold(chain.node, draft, holds=holds)
        if not isinstance(folded, Kept):
            return folded
        if not values.in_list(folded.statement):
            only = chains.only_expression(folded.body)
            return shapes.Refused(RESULT) if only is None else replace(folded, only=only)
        if folded.last is None and not values.may_go(folded.statement):
            return shapes.Refused(RESULT)
        return folded

    def literal(self, node: "Node") -> Literal | None:
        """Read plain strings, also frozen ones, true, false and nil."""
        return reading.literal(node)

    def members(self, node: "Node") -> tuple[Literal, ...] | None:
        """Read an array or `%w[…]` of literals."""
        listed = reading.elements(node)
        if listed is None:
            return None
        found = [
            reading.text_literal(each) if each.type == "bare_string" else reading.literal(each)
            for each in listed
        ]
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
            junction = self.junction(node)
            if junction is not None:
                stack += [junction.left, junction.right]
            elif node.type == "parenthesized_statements" and node.named_child_count == 1:
                stack.extend(node.named_children)
            elif not operators.compares(node):
                return False
        return True

    def is_condition(self, node: "Node") -> bool:
        """Conditions, operands of conditions, and what is negated."""
        while node.parent is not None:
            parent = node.parent
            if parent.type == "unary":
                return reading.negation(parent) is not None
            if field(parent, "condition") == node or reading.is_asked_in_case(node):
                return True
            single = parent.type == "parenthesized_statements" and parent.named_child_count == 1
            if not single and not self.junction(parent):
                return False
            node = parent
        return False

    def is_call(self, node: "Node") -> bool:
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

    def is_conversion(self, call: "Node") -> bool:
        """`String(x)` and `x.to_s`."""
        method = field(call, "method") if call.type == "call" else None
        return method is not None and method.text in _CONVERSIONS

    def is_variable(self, name: "Node") -> bool:
        """A word is a variable unless it is a method's name."""
        return names.is_variable(name)

    def grouping(self, node: "Node") -> bool:
        """Parentheses around one expression that touch no word."""
        return operators.grouping(node)

    def needs_parentheses(self, inner: "Node", place: "Node", text: bytes) -> bool:
        """Compare how strongly both sides bind; some beginnings are read otherwise too."""
        return operators.needs_parentheses(inner, place, text)

    def is_plain(self, inner: "Node", place: "Node") -> bool:
        """Names, calls, literals, elements; comparisons and negations between `&&` and `||`."""
        return operators.is_plain(inner, place)

    def has_operator_outside(self, place: "Node") -> bool:
        """Operands of operators, and what a method is called on."""
        return operators.has_operator_outside(place)

    def is_rendered(self, _place: "Node") -> bool:
        """Nothing is rendered in Ruby."""
        return False

    def rendered(self, _place: "Node", _inner: "Node") -> "Node | None":
        """Nothing is rendered in Ruby."""
        return None

    def in_list(self, statement: "Node") -> bool:
        """Statements of a body, an arm or a file."""
        return values.in_list(statement)

    def emptied_else(self, statement: "Node") -> "Node | None":
        """An `else` that does nothing is noise, and nil either way; that of a `begin` is not."""
        return chains.emptied_else(statement)

    def only_statement(self, _statement: "Node") -> bool:
        """An empty body is allowed."""
        return False

    def statement_end(self, statement: "Node") -> int:
        """Return its end."""
        return statement.end_byte

    def ends_flow(self, statement: "Node") -> bool:
        """`return`, `raise`, `throw`, `next`, `break`, `redo`, `retry`."""
        return statement.type in _ENDING or proof.is_raising(statement)

    def declares(self, statement: "Node") -> bool:
        """Methods, classes and modules, at any depth."""
        stack = [statement]
        while stack:
            node = stack.pop()
            if node.is_named and node.type in _DEFINITIONS:
                return True
            stack.extend(node.named_children)
        return False

    def is_docstring(self, _statement: "Node") -> bool:
        """Documentation is a comment here."""
        return False

    def names_in(self, node: "Node") -> list[bytes]:
        """`f(key:)` mentions the variable."""
        return names.short_names(node)

    def locals(self, root: "Node") -> "Iterator[tuple[Node, Node]]":
        """Yield local variables; constants can be seen from everywhere."""
        return constants.local_variables(root)

    def is_hook(self, _declaration: "Node") -> bool:
        """There are no hooks in Ruby."""
        return False

    def imports(self, _root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
        """`require` runs a file and names nothing: it stays."""
        return iter(())

    def is_implicit(self, _draft: "Draft", _name: bytes) -> bool:
        """Nothing is imported by name."""
        return False

    def constant(self, node: "Node") -> "Node | None":
        """An assignment or a method that is a statement of its own."""
        return constants.constant(node)

    def container(self, constant: "Node") -> tuple[bytes, ...]:
        """The class or module a constant stands in."""
        return constants.container(constant)

    def reads_members_only(self, root: "Node", container: tuple[bytes, ...]) -> bool:
        """`Flags::NEW_NAV` is fine, `Flags.constants` is not."""
        return constants.reads_members_only(root, container)

    def imports_at_once(self, _source: bytes) -> "Iterator[Import]":
        """Every file sees all constants there are, by their names."""
        return iter(())

    def is_default(self, _constant: "Node") -> bool:
        """Everything has a name here."""
        return False

    def is_private(self, _constant: "Node") -> bool:
        """Even a private constant can be seen where its class is opened again."""
        return False

    def is_module(self, _root: "Node") -> bool:
        """Every file is what it is."""
        return True

    def closed_up(self, _draft: "Draft") -> "list[Edit]":
        """No formatter of this language aligns columns."""
        return []

    def second_parser(self, sides: "Sides") -> str:
        """What the grammar here accepts and Ruby does not: `x = return`."""
        return proof.unreadable(sides)

    def names_differ(self, sides: "Sides") -> str:
        """Every word and every value must be what it was."""
        return proof.meaning_differs(sides)

    def interface_differs(self, _draft: "Draft") -> str:
        """Definitions are never unreachable."""
        return ""

    def returned(self, function: "Node") -> "Node | None":
        """The only expression of a method or lambda."""
        return reading.returned(function)

    def may_see(self, _other: str, _path: str, _name: bytes) -> bool:
        """Constants and methods are known everywhere."""
        return True

    def fallen(self, _draft: "Draft", _constants: frozenset[tuple[int, int]]) -> "Node | None":
        """What nobody reads any more runs all the same."""
        return None

    def checks_in(self, function: "Node") -> "list[Node]":
        """The calls in it, whatever they call."""
        return wrapping.checks_in(function)

    def results(self, root: "Node") -> "list[Node] | None":
        """The last expression, where the client is set up."""
        return wrapping.results(root)

    def key(self, _call: "Node") -> "Node | None":
        """The key is an argument."""
        return None


def _returns(arguments: "Node") -> bool:
    outer = arguments.parent
    return outer is not None and arguments.type == "argument_list" and outer.type == "return"
