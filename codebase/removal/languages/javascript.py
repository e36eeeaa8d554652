"""JavaScript, TypeScript, JSX and TSX: one grammar family, one set of rules."""

from typing import TYPE_CHECKING

from codebase.removal import shapes
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import javascript_imports, javascript_jsx, javascript_names
from codebase.removal.languages.base import Imported, Kept, Literal, LiteralValue
from codebase.removal.languages.javascript_operators import (
    has_operator_outside,
    is_plain,
    needs_parentheses,
)
from codebase.removal.languages.javascript_switch import selection
from codebase.removal.lines import code_end, comment_behind, comments_of_arm, is_comment
from codebase.removal.reasons import BROKEN, PASSED_ON, REASSIGNED, RESULT, RETURNED, TWICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Tree

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
_LISTS = frozenset(
    {"program", "statement_block", "switch_case", "switch_default", "class_static_block"}
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
_FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
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
        "jsx_element",
        "jsx_self_closing_element",
    }
)
_CONVERSIONS = frozenset({b"String", b"toString", b"toLowerCase", b"trim"})
_EQUALITIES = {"==": False, "===": False, "!=": True, "!==": True}


def field(node: "Node", name: str, child: "Node") -> bool:
    """Tell whether `child` is the named field of `node`."""
    return node.child_by_field_name(name) == child


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
    names = frozenset({"identifier"})
    shorthands = frozenset(
        {"shorthand_property_identifier", "shorthand_property_identifier_pattern"}
    )
    other_names = frozenset({"type_identifier"})
    functions = _FUNCTIONS

    def shape(self, node: "Node") -> shapes.Shape | None:
        """Read what stands around a placeholder."""
        parent = node.parent
        if parent is None:
            return None
        control = _control(parent)
        if control is not None:
            return control
        if parent.type in _WRAPPERS or parent.type == "unary_expression":
            return _wrapped(node, parent)
        match parent.type:
            case "binary_expression":
                return _operator(node, parent)
            case "ternary_expression" if field(parent, "condition", node):
                return shapes.Choice(
                    parent, _child(parent, "consequence"), _child(parent, "alternative")
                )
            case "variable_declarator" if field(parent, "value", node):
                return _binding(parent)
            case "expression_statement":
                return shapes.Discarded(parent)
            case "arguments":
                return _argument(parent)
            case "array":
                return shapes.Listed(node) if _is_dependency_list(parent) else None
            case "jsx_expression" if javascript_jsx.is_rendered(parent):
                return javascript_jsx.child(parent)
            case _:
                return None

    def junction(self, node: "Node") -> shapes.Junction | None:
        """Read `&&` and `||`."""
        if node.type != "binary_expression":
            return None
        sign = _child(node, "operator").type
        if sign not in ("&&", "||"):
            return None
        return shapes.Junction(node, _child(node, "left"), _child(node, "right"), sign == "||")

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
            return REASSIGNED if field(parent, "left", previous) else PASSED_ON
        if kind in ("update_expression", "for_in_statement"):
            return REASSIGNED
        if kind.endswith("parameter") or kind in ("formal_parameters", "variable_declarator"):
            return TWICE
        if kind in ("do_statement", "while_statement", "template_substitution"):
            return RESULT
        return PASSED_ON

    def chain(self, chain: shapes.Chain, draft: Draft, *, holds: bool) -> Kept | list[Edit]:
        """Fold one `if`, which may be the `else if` of another."""
        statement = chain.node
        parent = statement.parent
        yes = _child(statement, "consequence")
        other = statement.child_by_field_name("alternative")
        no = _body_of_else(other) if other is not None else None
        if parent is not None and parent.type == "else_clause":
            return _inner_chain(draft, statement, yes, no, holds=holds)
        if holds:
            return _kept(statement, yes)
        if other is None or no is None:
            return Kept(statement, shapes.Span(0, 0), None)
        return _kept(
            statement, no, comments_of_arm(draft.tree.root_node, draft.source, other, statement)
        )

    def literal(self, node: "Node") -> Literal | None:
        """Read strings without escapes, true, false, null and undefined."""
        match node.type:
            case "true" | "false":
                return Literal(node.type == "true")
            case "null" | "undefined":
                return Literal(None)
            case "string" | "template_string":
                return _text(node)
            case "identifier" if node.text == b"undefined":
                return Literal(None)
            case _:
                return None

    def members(self, _node: "Node") -> tuple[Literal, ...] | None:
        """JavaScript has no membership operator for lists."""
        return None

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
                stack += [_child(node, "left"), _child(node, "right")]
            elif not _compares(node):
                return False
        return True

    def is_condition(self, node: "Node") -> bool:
        """Conditions, operands of conditions, and what is negated."""
        while node.parent is not None:
            parent = node.parent
            if parent.type == "unary_expression":
                return _child(parent, "operator").type == "!"
            if parent.type == "arguments":
                return isinstance(_argument(parent), shapes.Truth)
            in_condition = field(parent, "condition", node)
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
            return _child(node, "operator").type == "delete"
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
        return needs_parentheses(inner, place, text)

    def is_plain(self, inner: "Node") -> bool:
        """Names, calls, literals, members."""
        return is_plain(inner)

    def has_operator_outside(self, place: "Node") -> bool:
        """Operands of operators, and objects of members."""
        return has_operator_outside(place)

    def is_rendered(self, place: "Node") -> bool:
        """`{place}` as a child of an element."""
        parent = place.parent
        if parent is None or parent.type != "jsx_expression":
            return False
        return javascript_jsx.is_rendered(parent)

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
        return statement.parent is not None and statement.parent.type in _LISTS

    def only_statement(self, _statement: "Node") -> bool:
        """An empty block is allowed."""
        return False

    def statement_end(self, statement: "Node") -> int:
        """Return the end of its last token."""
        return code_end(statement)

    def ends_flow(self, statement: "Node") -> bool:
        """`return`, `throw`, `continue`, `break`, also as the last statement of a block."""
        while statement.type == "statement_block":
            inside = body_statements(statement)
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
            if node.type not in _FUNCTIONS:
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
        return javascript_imports.private_variables(root)

    def is_hook(self, declaration: "Node") -> bool:
        """`const posthog = usePostHog()`."""
        return javascript_imports.holds_client(declaration)

    def imports(self, root: "Node") -> "Iterator[tuple[Node, list[Imported]]]":
        """Yield `import` statements and what `require` was destructured into."""
        return javascript_imports.imports(root)

    def is_implicit(self, draft: Draft, name: bytes) -> bool:
        """Elements are calls of `React` where the compiler is set so."""
        return name == b"React" and draft.language != "typescript"

    def constant(self, node: "Node") -> "Node | None":
        """A declaration with its `export`, or one member of several."""
        return javascript_imports.constant(node)

    def container(self, constant: "Node") -> bytes | None:
        """The enum or object a member stands in."""
        return javascript_imports.container(constant)

    def reads_members_only(self, root: "Node", container: bytes) -> bool:
        """`Flag.NewNav` and types are fine, `Object.values(Flag)` is not."""
        return javascript_imports.reads_members_only(root, container)

    def second_parser(self, draft: Draft) -> str:
        """What both known parsers accept and no engine runs: `else const x = …`."""
        return BROKEN if javascript_names.misplaced_declaration(draft.tree.root_node) else ""

    def names_differ(self, draft: Draft, before: "Tree", after: "Tree") -> str:
        """Every use must mean the declaration that it meant."""
        return javascript_names.names_differ(draft, before, after)

    def interface_differs(self, _draft: Draft) -> str:
        """Exports stand at the top and are never unreachable."""
        return ""


def body_statements(body: "Node") -> "list[Node]":
    """Return what stands between the braces, comments left out."""
    return [child for child in body.named_children if not is_comment(child)]


def _child(node: "Node", name: str) -> "Node":
    found = node.child_by_field_name(name)
    return found if found is not None else node


def _text(node: "Node") -> Literal | None:
    parts = node.named_children
    if any(part.type != "string_fragment" for part in parts):
        return None
    return Literal(b"".join(part.text or b"" for part in parts).decode("utf-8", "replace"))


def _control(parent: "Node") -> shapes.Shape | None:
    """Read a placeholder that is all there is between the parentheses of a statement."""
    statement = parent.parent
    if parent.type != "parenthesized_expression" or statement is None:
        return None
    if statement.type == "if_statement" and field(statement, "condition", parent):
        return shapes.Chain(statement)
    if statement.type == "while_statement" and field(statement, "condition", parent):
        return shapes.Loop(statement)
    if statement.type == "switch_statement":
        return selection(statement)
    if statement.type == "do_statement":
        return shapes.Refused(RESULT)
    return None


def _wrapped(node: "Node", parent: "Node") -> shapes.Shape | None:
    if parent.type == "unary_expression":
        return shapes.Negation(parent) if _child(parent, "operator").type == "!" else None
    return (
        shapes.Same(parent)
        if parent.named_child(0) == node or parent.named_child_count == 1
        else None
    )


def _operator(node: "Node", parent: "Node") -> shapes.Shape | None:
    sign = _child(parent, "operator").type
    left, right = _child(parent, "left"), _child(parent, "right")
    if sign in ("&&", "||"):
        return shapes.Junction(parent, left, right, sign == "||")
    if sign == "??":
        return shapes.Same(parent) if left == node else None
    if sign in _EQUALITIES:
        kind = "strict" if len(sign) == 3 else "loose"
        return shapes.Comparison(parent, right if left == node else left, _EQUALITIES[sign], kind)
    return None


def _compares(node: "Node") -> bool:
    if node.type in ("true", "false"):
        return True
    if node.type == "unary_expression":
        return _child(node, "operator").type == "!"
    if node.type != "binary_expression":
        return False
    comparing = ("<", ">", "<=", ">=", "in", "instanceof", *_EQUALITIES)
    return _child(node, "operator").type in comparing


def _binding(declarator: "Node") -> shapes.Shape | None:
    declaration, name = declarator.parent, _child(declarator, "name")
    if declaration is None or name.type != "identifier":
        return None
    scope = declaration.parent
    if scope is None or scope.type not in _LISTS:
        return shapes.Refused(PASSED_ON)
    alone = sum(child.type == "variable_declarator" for child in declaration.children) == 1
    function = scope
    while function.parent is not None and function.type not in _FUNCTIONS:
        function = function.parent
    if scope.type in ("switch_case", "switch_default") and scope.parent is not None:
        scope = scope.parent
    return shapes.Binding(declaration if alone else declarator, name, scope, function)


def _argument(arguments: "Node") -> shapes.Shape | None:
    call = arguments.parent
    if call is None or call.type != "call_expression" or arguments.named_child_count != 1:
        return None
    return shapes.Truth(call) if _child(call, "function").text == b"Boolean" else None


def _is_dependency_list(array: "Node") -> bool:
    arguments = array.parent
    if arguments is None or arguments.type != "arguments" or arguments.parent is None:
        return False
    if arguments.named_child(0) == array or arguments.parent.type != "call_expression":
        return False
    function = _child(arguments.parent, "function")
    name = _child(function, "property") if function.type == "member_expression" else function
    text = name.text or b""
    return text.startswith(b"use") and text[3:4].isupper()


def _body_of_else(clause: "Node") -> "Node | None":
    return next((child for child in clause.named_children if not is_comment(child)), None)


def _kept(statement: "Node", body: "Node", leading: bytes = b"") -> Kept:
    if body.type != "statement_block":
        return Kept(statement, shapes.Span(body.start_byte, code_end(body)), body, body, leading)
    span = _content(body)
    inside = body_statements(body)
    return Kept(statement, span, inside[-1] if inside else None, body, leading)


def _content(block: "Node") -> shapes.Span:
    """Return what stands between the braces; a comment behind `{` belongs to what opens it."""
    opening = block.children[0]
    closing = next(child for child in reversed(block.children) if child.type == "}")
    inside = [
        child
        for child in block.named_children
        if opening.end_byte <= child.start_byte < closing.start_byte
    ]
    multiline = closing.start_point.row > opening.start_point.row
    while (
        multiline
        and inside
        and is_comment(inside[0])
        and inside[0].start_point.row == opening.end_point.row
    ):
        inside.pop(0)
    if not inside:
        return shapes.Span(0, 0)
    last = inside[-1]
    return shapes.Span(inside[0].start_byte, last.end_byte if is_comment(last) else code_end(last))


def _inner_chain(
    draft: Draft, statement: "Node", yes: "Node", no: "Node | None", *, holds: bool
) -> list[Edit]:
    """Fold an `else if`: a dead arm closes the chain up, a true one becomes its `else`."""
    if holds:
        end = code_end(statement)
        return [
            Edit(statement.start_byte, yes.start_byte),
            *([Edit(code_end(yes), end)] if code_end(yes) < end else []),
        ]
    if no is not None:
        return [Edit(statement.start_byte, no.start_byte)]
    clause = statement.parent
    assert clause is not None
    assert clause.parent is not None
    before = code_end(_child(clause.parent, "consequence"))
    before = comment_behind(draft.tree.root_node, draft.source, before)
    return [Edit(before, code_end(statement))]
