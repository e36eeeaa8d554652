"""Python."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import python_imports, python_names
from codebase.removal.languages.base import Imported, Kept, Literal, LiteralValue
from codebase.removal.languages.python_operators import (
    has_operator_outside,
    is_plain,
    needs_parentheses,
)
from codebase.removal.lines import (
    comments_of_arm,
    indentation,
    is_comment,
    line_end,
    line_start,
    without_lines,
)
from codebase.removal.reasons import PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Tree

_TERMINAL = frozenset(
    {"return_statement", "raise_statement", "continue_statement", "break_statement"}
)
_DEFINITIONS = frozenset({"function_definition", "class_definition", "decorated_definition"})
_CALLS = frozenset({"call", "await", "yield", "named_expression"})
_CONVERSIONS = frozenset({b"str", b"repr", b"int", b"lower", b"strip"})
_COMPARISONS = {
    "==": (False, "loose"),
    "!=": (True, "loose"),
    "is": (False, "strict"),
    "is not": (True, "strict"),
    "in": (False, "member"),
    "not in": (True, "member"),
}
_LISTS = frozenset({"tuple", "list", "set"})


def code_children(node: "Node") -> "list[Node]":
    """Return the named children without comments."""
    return [child for child in node.named_children if not is_comment(child)]


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
    names = frozenset({"identifier"})
    shorthands: frozenset[str] = frozenset()
    other_names = frozenset({"string_content"})
    functions = frozenset({"function_definition", "lambda"})

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
                return _comparison(node, parent)
            case "conditional_expression":
                return _choice(node, parent)
            case "argument_list":
                return _argument(parent)
            case "assignment" if parent.child_by_field_name("right") == node:
                return _binding(parent)
            case "expression_statement" if parent.named_child_count == 1:
                return shapes.Discarded(parent)
            case "if_clause":
                return shapes.Filter(parent)
            case "if_statement" | "elif_clause" if _field(parent, "condition") == node:
                return shapes.Chain(parent)
            case "while_statement" if _field(parent, "condition") == node:
                return _loop(parent)
            case "match_statement" if _field(parent, "subject") == node:
                return _selection(parent)
            case _:
                return None

    def junction(self, node: "Node") -> shapes.Junction | None:
        """Read `and` and `or`."""
        left, sign, right = (_field(node, name) for name in ("left", "operator", "right"))
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
            return REASSIGNED if _field(parent, "left") == previous else PASSED_ON
        if "parameter" in kind:
            return TWICE
        if kind in ("interpolation", "binary_operator", "module"):
            return RESULT
        return PASSED_ON

    def chain(self, chain: shapes.Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit]:
        """Fold one condition of `if … elif … else`."""
        if chain.node.type == "elif_clause":
            return _later_arm(draft, chain.node, holds=holds)
        return _first_arm(draft, chain.node, holds=holds)

    def literal(self, node: "Node") -> Literal | None:
        """Read plain strings, True, False and None."""
        match node.type:
            case "true" | "false":
                return Literal(node.type == "true")
            case "none":
                return Literal(None)
            case "string":
                return _text(node)
            case _:
                return None

    def members(self, node: "Node") -> tuple[Literal, ...] | None:
        """Read a tuple, list or set of literals."""
        if node.type not in _LISTS:
            return None
        found = [self.literal(child) for child in code_children(node)]
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
                stack.extend(code_children(node))
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
                    return _field(parent, "condition") == node
                case "conditional_expression":
                    return code_children(parent)[1] == node
                case "argument_list":
                    return isinstance(_argument(parent), shapes.Truth)
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
        function = _field(call, "function")
        if function is None:
            return False
        return (_field(function, "attribute") or function).text in _CONVERSIONS

    def is_variable(self, name: "Node") -> bool:
        """An identifier is a variable unless it is an attribute, an argument's or module's name."""
        return python_imports.is_variable(name)

    def grouping(self, node: "Node") -> bool:
        """All parentheses group; those of calls and tuples are other nodes."""
        return node.type == "parenthesized_expression"

    def needs_parentheses(self, inner: "Node", place: "Node", text: bytes) -> bool:
        """Compare how strongly both sides bind; a line end outside brackets needs them too."""
        return needs_parentheses(inner, place, text)

    def is_plain(self, inner: "Node") -> bool:
        """Names, calls, literals, attributes."""
        return is_plain(inner)

    def has_operator_outside(self, place: "Node") -> bool:
        """Operands of operators, and objects of attributes."""
        return has_operator_outside(place)

    def is_rendered(self, _place: "Node") -> bool:
        """Nothing is rendered in Python."""
        return False

    def rendered(self, _place: "Node", _inner: "Node") -> "Node | None":
        """Nothing is rendered in Python."""
        return None

    def in_list(self, statement: "Node") -> bool:
        """Statements of a block or a file."""
        return statement.parent is not None and statement.parent.type in ("block", "module")

    def only_statement(self, statement: "Node") -> bool:
        """A block without a statement does not compile."""
        block = statement.parent
        return block is not None and block.type == "block" and len(code_children(block)) == 1

    def statement_end(self, statement: "Node") -> int:
        """Return the end with the comments that end its last block."""
        end, after = statement.end_byte, statement.next_sibling
        while after is not None and is_comment(after):
            if after.start_point.column <= statement.start_point.column:
                break
            if after.start_point.row == statement.end_point.row:
                break
            end, after = after.end_byte, after.next_sibling
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
        inside = statement.named_children
        return statement.type == "expression_statement" and [n.type for n in inside] == ["string"]

    def names_in(self, node: "Node") -> list[bytes]:
        """A string that could be an annotation or an entry of `__all__`."""
        return python_imports.quoted_names(node)

    def locals(self, root: "Node") -> "Iterator[tuple[Node, Node]]":
        """Yield variables of functions; those of a module can be imported."""
        return python_imports.function_variables(root)

    def is_hook(self, _declaration: "Node") -> bool:
        """There are no hooks in Python."""
        return False

    def imports(self, root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
        """Yield `import` and `from … import`, wherever they stand."""
        return python_imports.imports(root)

    def is_implicit(self, draft: Draft, _name: bytes) -> bool:
        """What a package imports is what others import from it."""
        return draft.path.endswith("__init__.py")

    def constant(self, node: "Node") -> "Node | None":
        """An assignment that is a statement of its own."""
        return python_imports.constant(node)

    def container(self, constant: "Node") -> bytes | None:
        """The class a member stands in."""
        return python_imports.container(constant)

    def reads_members_only(self, root: "Node", container: bytes) -> bool:
        """`Flag.NEW_NAV` and annotations are fine, `list(Flag)` is not."""
        return python_imports.reads_members_only(root, container)

    def second_parser(self, draft: Draft) -> str:
        """Python's own parser: the grammar here accepts an empty block."""
        return python_names.second_parser(draft)

    def names_differ(self, draft: Draft, before: "Tree", after: "Tree") -> str:
        """Every name must stay what it is in its scope."""
        return python_names.names_differ(draft, before, after)

    def interface_differs(self, draft: Draft) -> str:
        """A module must bind what it bound."""
        return python_names.module_changed(draft)


def _field(node: "Node", name: str) -> "Node | None":
    return node.child_by_field_name(name)


def _text(node: "Node") -> Literal | None:
    start, *parts, _ = node.children
    if start.text not in (b"'", b'"') or any(p.type != "string_content" for p in parts):
        return None
    if any(part.named_child_count for part in parts):
        return None
    return Literal(b"".join(part.text or b"" for part in parts).decode("utf-8", "replace"))


def _comparison(node: "Node", parent: "Node") -> shapes.Shape | None:
    if parent.child_count != 3:
        return None
    left, sign, right = parent.children
    negated, kind = _COMPARISONS.get(sign.type, (False, ""))
    if kind == "member":
        return shapes.Comparison(parent, right, negated, "member") if left == node else None
    other = right if left == node else left
    if kind == "loose":
        return shapes.Comparison(parent, other, negated, "loose")
    return shapes.Comparison(parent, other, negated, "strict") if kind == "strict" else None


def _choice(node: "Node", parent: "Node") -> shapes.Shape | None:
    parts = code_children(parent)
    if len(parts) != 3 or parts[1] != node:
        return None
    return shapes.Choice(parent, parts[0], parts[2])


def _argument(arguments: "Node") -> shapes.Shape | None:
    call = arguments.parent
    if call is None or arguments.named_child_count != 1:
        return None
    function = _field(call, "function")
    return shapes.Truth(call) if function is not None and function.text == b"bool" else None


def _binding(assignment: "Node") -> shapes.Shape | None:
    statement, name = assignment.parent, _field(assignment, "left")
    if statement is None or statement.type != "expression_statement" or name is None:
        return None
    scope = statement.parent
    if name.type != "identifier" or scope is None or scope.type != "block":
        return None
    function = scope.parent
    while function is not None and function.type not in ("function_definition", "class_definition"):
        function = function.parent
    if function is None or function.type == "class_definition":
        return None
    return shapes.Binding(statement, name, scope, function)


def _loop(statement: "Node") -> shapes.Shape:
    if _field(statement, "alternative") is not None:
        return shapes.Refused(RESULT)
    return shapes.Loop(statement)


def _content(body: "Node") -> shapes.Span:
    inside = body.named_children
    if not inside or all(n.type == "pass_statement" or is_comment(n) for n in inside):
        return shapes.Span(0, 0)
    end, after = inside[-1].end_byte, body.next_sibling
    while after is not None and is_comment(after):
        if after.start_point.column < inside[0].start_point.column:
            break
        end, after = after.end_byte, after.next_sibling
    first, before = inside[0], body.prev_sibling
    while before is not None and is_comment(before) and _is_own_line(before):
        first, before = before, before.prev_sibling
    return shapes.Span(first.start_byte, end)


def _is_own_line(comment: "Node") -> bool:
    before = comment.prev_sibling
    return before is not None and before.end_point.row < comment.start_point.row


def _last(body: "Node") -> "Node | None":
    inside = code_children(body)
    return inside[-1] if inside else None


def _arms(statement: "Node") -> "list[Node]":
    return [node for node in statement.children if node.type in ("elif_clause", "else_clause")]


def _comments_over(statement: "Node", arm: "Node") -> "list[Node]":
    """Return the comment lines directly above `elif` or `else`: they belong to that arm."""
    found: list[Node] = []
    before = arm.prev_sibling
    while before is not None and is_comment(before):
        if before.start_point.column != statement.start_point.column:
            break
        found.insert(0, before)
        before = before.prev_sibling
    return found


def _kept(statement: "Node", body: "Node", leading: bytes = b"") -> Kept:
    return Kept(statement, _content(body), _last(body), body, leading)


def _first_arm(draft: Draft, statement: "Node", *, holds: bool) -> Kept | list[Edit]:
    arms, body = _arms(statement), _field(statement, "consequence")
    assert body is not None
    if holds:
        return _kept(statement, body)
    if not arms:
        return Kept(statement, shapes.Span(0, 0), None)
    leading = comments_of_arm(draft.tree.root_node, draft.source, arms[0], statement)
    if arms[0].type == "else_clause":
        other = _field(arms[0], "body")
        assert other is not None
        return _kept(statement, other, leading)
    indent = indentation(draft.source, statement.start_byte) if leading else b""
    after_el = arms[0].start_byte + len(b"el")
    return [Edit(statement.start_byte, after_el, leading + indent)]


def _later_arm(draft: Draft, arm: "Node", *, holds: bool) -> list[Edit]:
    statement = arm.parent
    assert statement is not None
    arms = _arms(statement)
    following = arms[arms.index(arm) + 1 :]
    if not holds:
        return [_without_arms(draft, statement, [arm])]
    condition = _field(arm, "condition")
    assert condition is not None
    edits = [Edit(arm.start_byte, condition.end_byte, b"else")]
    return edits + ([_without_arms(draft, statement, following)] if following else [])


def _without_arms(draft: Draft, statement: "Node", arms: "list[Node]") -> Edit:
    first = (_comments_over(statement, arms[0]) or arms)[0]
    body = _field(arms[-1], "consequence") or _field(arms[-1], "body")
    assert body is not None
    end = max(_content(body).end, arms[-1].end_byte)
    source = draft.source
    return without_lines(source, line_start(source, first.start_byte), line_end(source, end))


def _selection(statement: "Node") -> shapes.Shape | None:
    body = _field(statement, "body")
    if body is None:
        return None
    clauses = [node for node in body.named_children if node.type == "case_clause"]
    cases = tuple(_case(clause) for clause in clauses)
    return shapes.Selection(statement, cases, strict=False)


def _case(clause: "Node") -> shapes.Case:
    patterns = [node for node in clause.children if node.type == "case_pattern"]
    labels = [leaf for pattern in patterns for leaf in _alternatives(pattern)]
    body = _field(clause, "consequence")
    assert body is not None
    default = [pattern.text for pattern in patterns] == [b"_"]
    return shapes.Case(
        node=clause,
        labels=() if default else tuple(labels),
        default=default,
        span=_content(body),
        last=_last(body),
        guarded=_field(clause, "guard") is not None or len(patterns) != 1,
    )


def _alternatives(pattern: "Node") -> "list[Node]":
    inside = pattern.named_children
    if len(inside) == 1 and inside[0].type == "union_pattern":
        return list(inside[0].named_children)
    return list(inside)
